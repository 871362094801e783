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
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="26,152,80,45"/>
     <Option type="QString" name="outline_color" value="26,152,80,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="1.2"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="145,207,96,45"/>
     <Option type="QString" name="outline_color" value="145,207,96,255"/>
     <Option type="QString" name="outline_style" value="dash"/>
     <Option type="QString" name="outline_width" value="1.2"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="253,174,97,45"/>
     <Option type="QString" name="outline_color" value="253,174,97,255"/>
     <Option type="QString" name="outline_style" value="dot"/>
     <Option type="QString" name="outline_width" value="1.2"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="215,48,39,45"/>
     <Option type="QString" name="outline_color" value="215,48,39,255"/>
     <Option type="QString" name="outline_style" value="dash dot"/>
     <Option type="QString" name="outline_width" value="1.2"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="150,150,150,45"/>
     <Option type="QString" name="outline_color" value="150,150,150,255"/>
     <Option type="QString" name="outline_style" value="dash dot dot"/>
     <Option type="QString" name="outline_width" value="1.2"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>&lt;b>[% "clause" %]&lt;/b> [% "finding" %] [% coalesce( "needed", '' ) %]</mapTip>
</qgis>
