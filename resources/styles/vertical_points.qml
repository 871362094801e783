<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|MapTips">
 <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
  <rules key="rules">
   <rule key="counted" symbol="0" filter="&quot;counted&quot;" label="$counted"/>
   <rule key="uncounted" symbol="1" filter="NOT &quot;counted&quot;" label="$uncounted"/>
  </rules>
  <symbols>
   <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="circle"/>
     <Option type="QString" name="color" value="26,152,80,255"/>
     <Option type="QString" name="outline_color" value="20,60,30,255"/>
     <Option type="QString" name="outline_width" value="0.4"/>
     <Option type="QString" name="size" value="2.6"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="circle"/>
     <Option type="QString" name="color" value="255,255,255,0"/>
     <Option type="QString" name="outline_color" value="215,48,39,255"/>
     <Option type="QString" name="outline_width" value="0.4"/>
     <Option type="QString" name="size" value="2.6"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>[% coalesce( "reason", '' ) %][% coalesce( ' A_H ' || round( "a_h", 2 ) || ' m², A_V ' || round( "a_v", 2 ) || ' m²', '' ) %]</mapTip>
</qgis>
