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
   <symbol name="0" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="26,152,80,255"/>
     <Option type="QString" name="line_width" value="1.4"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="solid"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="145,207,96,255"/>
     <Option type="QString" name="line_width" value="1.4"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dash"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="253,174,97,255"/>
     <Option type="QString" name="line_width" value="1.4"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dash dot"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="215,48,39,255"/>
     <Option type="QString" name="line_width" value="1.8"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dot"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="4" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="189,189,189,255"/>
     <Option type="QString" name="line_width" value="1.0"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dot"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>&lt;b>[% "clause" %]&lt;/b> [% "finding" %] [% "needed" %]</mapTip>
</qgis>
