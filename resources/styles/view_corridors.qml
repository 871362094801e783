<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|MapTips">
 <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
  <rules key="rules">
   <rule key="missing" symbol="0" filter="&quot;state&quot; = 'missing'" label="$not_told"/>
   <rule key="blocked" symbol="1" filter="&quot;blocked_by&quot; IS NOT NULL" label="$blocked"/>
   <rule key="seen" symbol="2" filter="ELSE" label="$seen"/>
  </rules>
  <symbols>
   <symbol name="0" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="150,150,150,255"/>
     <Option type="QString" name="line_width" value="0.3"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dot"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="215,48,39,255"/>
     <Option type="QString" name="line_width" value="0.3"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dash"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="26,152,80,255"/>
     <Option type="QString" name="line_width" value="0.7"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="solid"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>[% "finding" %]</mapTip>
</qgis>
