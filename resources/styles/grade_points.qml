<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|MapTips">
 <renderer-v2 type="categorizedSymbol" attr="grade" enableorderby="0" forceraster="0" symbollevels="0">
  <categories>
   <category value="excellent" symbol="0" label="$excellent" render="true"/>
   <category value="good" symbol="1" label="$good" render="true"/>
   <category value="fair" symbol="2" label="$fair" render="true"/>
   <category value="violation" symbol="3" label="$violation" render="true"/>
   <category value="unassessed" symbol="4" label="$unassessed" render="true"/>
  </categories>
  <symbols>
   <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="circle"/>
     <Option type="QString" name="color" value="26,152,80,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.2"/>
     <Option type="QString" name="size" value="3.2"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="square"/>
     <Option type="QString" name="color" value="145,207,96,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.2"/>
     <Option type="QString" name="size" value="3.2"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="triangle"/>
     <Option type="QString" name="color" value="253,174,97,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.2"/>
     <Option type="QString" name="size" value="3.2"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="star"/>
     <Option type="QString" name="color" value="215,48,39,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.2"/>
     <Option type="QString" name="size" value="3.2"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol name="4" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="cross_fill"/>
     <Option type="QString" name="color" value="189,189,189,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_width" value="0.2"/>
     <Option type="QString" name="size" value="3.2"/>
     <Option type="QString" name="size_unit" value="MM"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>&lt;b>[% "clause" %]&lt;/b> [% "finding" %] [% coalesce( "needed", '' ) %]</mapTip>
</qgis>
