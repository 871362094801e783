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
     <Option type="QString" name="color" value="26,152,80,205"/>
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
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="dense6"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="253,174,97,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="b_diagonal"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="215,48,39,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="diagonal_x"/>
    </Option></layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="189,189,189,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="f_diagonal"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>&lt;b>[% "clause" %]&lt;/b> [% "finding" %] [% coalesce( "needed", '' ) %]</mapTip>
</qgis>
