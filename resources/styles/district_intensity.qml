<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|MapTips">
 <renderer-v2 type="categorizedSymbol" attr="class" enableorderby="0" forceraster="0" symbollevels="0">
  <categories>
   <category value="high" symbol="0" label="$high" render="true"/>
   <category value="quasi" symbol="1" label="$quasi" render="true"/>
   <category value="not" symbol="2" label="$not" render="true"/>
   <category value="" symbol="4" label="$unassessed" render="true"/>
  </categories>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="8,81,156,190"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="107,174,214,190"/>
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
     <Option type="QString" name="color" value="239,243,255,190"/>
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
 <mapTip>&lt;b>[% "clause" %]&lt;/b> [% "finding" %] [% "needed" %]</mapTip>
</qgis>
