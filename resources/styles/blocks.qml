<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling|Fields|MapTips" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
  <rules key="rules">
   <rule key="plots" symbol="0" filter="&quot;side_m&quot; IS NOT NULL" label="$block"/>
   <rule key="empty" symbol="1" filter="ELSE" label="$empty_block"/>
  </rules>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="116,169,207,120"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.4"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="120,120,120,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.4"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="b_diagonal"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="round(&quot;side_m&quot;) || ' m'" isExpression="1" fontSize="8" textColor="40,40,40,255"/>
  </settings>
 </labeling>
 <aliases>$aliases</aliases>
 <mapTip>[% "finding" %]</mapTip>
</qgis>
