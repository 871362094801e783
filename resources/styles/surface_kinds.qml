<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Symbology3D|Fields|MapTips">
 <renderer-v2 type="categorizedSymbol" attr="kind" enableorderby="1" forceraster="0" symbollevels="0">
  <categories>
   <category value="skyway" symbol="0" label="$skyway" render="true"/>
   <category value="rooftop" symbol="1" label="$rooftop" render="true"/>
   <category value="underground" symbol="2" label="$underground" render="true"/>
   <category value="other" symbol="3" label="$other" render="true"/>
   <category value="" symbol="4" label="$apart" render="true"/>
  </categories>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="69,117,180,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="145,207,96,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_color" value=""/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="dense6"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="191,129,45,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_color" value=""/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="b_diagonal"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="254,224,144,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_color" value=""/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="horizontal"/>
    </Option></layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
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
    <data-defined-properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="diffuse"><Option type="bool" name="active" value="true"/><Option type="QString" name="expression" value="case when &quot;kind&quot; = &apos;skyway&apos; then &apos;#2f5080&apos; when &quot;kind&quot; = &apos;rooftop&apos; then &apos;#5a8a38&apos; when &quot;kind&quot; = &apos;underground&apos; then &apos;#80561d&apos; when &quot;kind&quot; = &apos;other&apos; then &apos;#a8914f&apos; else &apos;#808080&apos; end"/><Option type="int" name="type" value="3"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data-defined-properties>
   </material>
   <data-defined-properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="height"><Option type="bool" name="active" value="true"/><Option type="QString" name="field" value="z"/><Option type="int" name="type" value="2"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data-defined-properties>
   <edges enabled="0" width="1" color="0,0,0,255"/>
  </symbol>
 </renderer-3d>
 <aliases>$aliases</aliases>
 <mapTip>[% coalesce( map_get( map( 'skyway', '$skyway', 'rooftop', '$rooftop', 'underground', '$underground', 'other', '$other' ), "kind" ) || ', ', '' ) %][% coalesce( round( "z", 2 ) || ' m: ', '' ) %][% coalesce( "reason", '' ) %]</mapTip>
</qgis>
