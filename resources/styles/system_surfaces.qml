<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Symbology3D|Fields|MapTips">
 <renderer-v2 type="RuleRenderer" enableorderby="1" forceraster="0" symbollevels="0">
  <rules key="rules">
   <rule key="system" symbol="0" filter="&quot;near_ground&quot; AND &quot;system&quot; IS NOT NULL" label="$system"/>
   <rule key="isolated" symbol="1" filter="&quot;near_ground&quot; AND &quot;system&quot; IS NULL AND &quot;district&quot; IS NOT NULL" label="$isolated"/>
   <rule key="apart" symbol="2" filter="NOT &quot;near_ground&quot; OR &quot;district&quot; IS NULL" label="$apart"/>
  </rules>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="190,190,190,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option><data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="fillColor"><Option type="bool" name="active" value="true"/><Option type="QString" name="expression" value="color_hsla( ( &quot;system&quot; * 137.508 + 140 ) % 360, 60, 62, 225 )"/><Option type="int" name="type" value="3"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data_defined_properties></layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="120,120,120,255"/>
     <Option type="QString" name="outline_color" value="90,90,90,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="b_diagonal"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="200,200,200,255"/>
     <Option type="QString" name="outline_color" value="150,150,150,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="diagonal_x"/>
    </Option></layer>
   </symbol>
  </symbols>
  <orderby><orderByClause asc="1" nullsFirst="1">&quot;z&quot;</orderByClause></orderby>
 </renderer-v2>
 <renderer-3d type="vector">
  <vector-layer-3d-tiling show-bounding-boxes="0" zoom-levels-count="3"/>
  <symbol type="polygon" material_type="phong">
   <data alt-clamping="absolute" alt-binding="centroid" height="0" extrusion-height="0.5" culling-mode="no-culling" invert-normals="0" add-back-faces="0" rendered-facade="3"/>
   <material ambient="60,60,60,255" diffuse="150,150,150,255" specular="0,0,0,255" shininess="0">
    <data-defined-properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="diffuse"><Option type="bool" name="active" value="true"/><Option type="QString" name="expression" value="if( &quot;system&quot; IS NULL, &apos;#808080&apos;, color_hsl( ( &quot;system&quot; * 137.508 + 140 ) % 360, 60, 36 ) )"/><Option type="int" name="type" value="3"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data-defined-properties>
   </material>
   <data-defined-properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="height"><Option type="bool" name="active" value="true"/><Option type="QString" name="field" value="z"/><Option type="int" name="type" value="2"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data-defined-properties>
   <edges enabled="0" width="1" color="0,0,0,255"/>
  </symbol>
 </renderer-3d>
 <aliases>$aliases</aliases>
 <mapTip>[% coalesce( map_get( map( 'skyway', '$skyway', 'rooftop', '$rooftop', 'underground', '$underground', 'other', '$other' ), "kind" ) || ', ', '' ) %][% coalesce( round( "z", 2 ) || ' m: ', '' ) %][% coalesce( "reason", '' ) %]</mapTip>
</qgis>
