<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Symbology3D|Fields|MapTips">
 <renderer-v2 type="RuleRenderer" enableorderby="1" forceraster="0" symbollevels="0">
  <rules key="rules">
   <rule key="sky_wide" symbol="4" filter="&quot;sky_pct&quot; &gt; 25" label="$sky_wide"/>
   <rule key="sky_some" symbol="3" filter="&quot;sky_pct&quot; &gt; 10 AND &quot;sky_pct&quot; &lt;= 25" label="$sky_some"/>
   <rule key="sky_little" symbol="2" filter="&quot;sky_pct&quot; &gt; 0 AND &quot;sky_pct&quot; &lt;= 10" label="$sky_little"/>
   <rule key="sky_none" symbol="1" filter="&quot;sky_pct&quot; &lt;= 0" label="$sky_none"/>
   <rule key="window_missing" symbol="0" filter="&quot;state&quot; = 'missing'" label="$window_missing"/>
  </rules>
  <symbols>
   <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="cross_fill"/>
     <Option type="QString" name="color" value="189,189,189,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.1"/>
     <Option type="QString" name="size" value="1.8"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="star"/>
     <Option type="QString" name="color" value="165,15,21,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.1"/>
     <Option type="QString" name="size" value="2.6"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="triangle"/>
     <Option type="QString" name="color" value="253,141,60,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.1"/>
     <Option type="QString" name="size" value="2.2"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="square"/>
     <Option type="QString" name="color" value="146,197,222,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.1"/>
     <Option type="QString" name="size" value="1.8"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="4" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="circle"/>
     <Option type="QString" name="color" value="33,102,172,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.1"/>
     <Option type="QString" name="size" value="1.8"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
  </symbols>
  <orderby><orderByClause asc="0" nullsFirst="1">"sky_pct"</orderByClause></orderby>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>&lt;b>[% "clause" %]&lt;/b> [% "finding" %]</mapTip>
 <renderer-3d type="rulebased">
  <vector-layer-3d-tiling show-bounding-boxes="0" zoom-levels-count="3"/>
  <rules key="rules">
   <rule key="window_missing" filter="&quot;state&quot; = 'missing'">
    <symbol type="point" shape="sphere" material_type="phong">
     <data alt-clamping="absolute"/>
     <material ambient="126,126,126,255" diffuse="189,189,189,255" specular="255,255,255,255" shininess="0"/>
     <shape-properties><Option type="Map"><Option type="double" name="radius" value="0.8"/></Option></shape-properties>
     <transform matrix="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1"/>
    </symbol>
   </rule>
   <rule key="sky_none" filter="&quot;sky_pct&quot; &lt;= 0">
    <symbol type="point" shape="sphere" material_type="phong">
     <data alt-clamping="absolute"/>
     <material ambient="110,10,14,255" diffuse="165,15,21,255" specular="255,255,255,255" shininess="0"/>
     <shape-properties><Option type="Map"><Option type="double" name="radius" value="0.8"/></Option></shape-properties>
     <transform matrix="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1"/>
    </symbol>
   </rule>
   <rule key="sky_little" filter="&quot;sky_pct&quot; &gt; 0 AND &quot;sky_pct&quot; &lt;= 10">
    <symbol type="point" shape="sphere" material_type="phong">
     <data alt-clamping="absolute"/>
     <material ambient="168,94,40,255" diffuse="253,141,60,255" specular="255,255,255,255" shininess="0"/>
     <shape-properties><Option type="Map"><Option type="double" name="radius" value="0.8"/></Option></shape-properties>
     <transform matrix="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1"/>
    </symbol>
   </rule>
   <rule key="sky_some" filter="&quot;sky_pct&quot; &gt; 10 AND &quot;sky_pct&quot; &lt;= 25">
    <symbol type="point" shape="sphere" material_type="phong">
     <data alt-clamping="absolute"/>
     <material ambient="97,131,148,255" diffuse="146,197,222,255" specular="255,255,255,255" shininess="0"/>
     <shape-properties><Option type="Map"><Option type="double" name="radius" value="0.8"/></Option></shape-properties>
     <transform matrix="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1"/>
    </symbol>
   </rule>
   <rule key="sky_wide" filter="&quot;sky_pct&quot; &gt; 25">
    <symbol type="point" shape="sphere" material_type="phong">
     <data alt-clamping="absolute"/>
     <material ambient="22,68,114,255" diffuse="33,102,172,255" specular="255,255,255,255" shininess="0"/>
     <shape-properties><Option type="Map"><Option type="double" name="radius" value="0.8"/></Option></shape-properties>
     <transform matrix="1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1"/>
    </symbol>
   </rule>
  </rules>
 </renderer-3d>
</qgis>
