<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling|Fields|MapTips" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
  <rules key="rules">
   <rule key="system" symbol="0" filter="&quot;system&quot; IS NOT NULL" label="$system"/>
  </rules>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="190,190,190,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option><data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="fillColor"><Option type="bool" name="active" value="true"/><Option type="QString" name="expression" value="color_hsla( ( &quot;system&quot; * 137.508 + 140 ) % 360, 60, 62, 225 )"/><Option type="int" name="type" value="3"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data_defined_properties></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple"><settings>
  <text-style fieldName="&quot;system&quot; || &apos;: F &apos; || &quot;f_total&quot;" isExpression="1" namedStyle="Bold" fontWeight="75" fontSize="9" fontSizeUnit="Point" textColor="40,40,40,255">
   <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1"/>
  </text-style>
  <placement placement="4"/>
 </settings></labeling>
 <aliases>$aliases</aliases>
 <mapTip>[% "system" %]: F = [% "f_total" %]</mapTip>
</qgis>
