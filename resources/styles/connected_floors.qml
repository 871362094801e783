<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|MapTips">
 <renderer-v2 type="RuleRenderer" enableorderby="1" forceraster="0" symbollevels="1">
  <rules key="rules">
   <rule key="counted" symbol="0" filter="&quot;f&quot; &gt; 0" label="$counted"/>
   <rule key="uncounted" symbol="1" filter="coalesce( &quot;f&quot;, 0 ) = 0" label="$uncounted"/>
  </rules>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="1"><Option type="Map">
     <Option type="QString" name="color" value="190,190,190,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option><data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/><Option type="Map" name="properties"><Option type="Map" name="fillColor"><Option type="bool" name="active" value="true"/><Option type="QString" name="expression" value="color_hsl( ( to_int( array_first( string_to_array( &quot;systems&quot;, &apos;;&apos; ) ) ) * 137.508 + 140 ) % 360, 60, 84 )"/><Option type="int" name="type" value="3"/></Option></Option><Option type="QString" name="type" value="collection"/></Option></data_defined_properties></layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="190,190,190,255"/>
     <Option type="QString" name="outline_color" value="190,190,190,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.16"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="no"/>
    </Option></layer>
   </symbol>
  </symbols>
  <orderby><orderByClause asc="1" nullsFirst="1">attribute( $$currentfeature, &apos;z&apos; )</orderByClause></orderby>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>[% coalesce( 'F ' || "f", '' ) %][% coalesce( ' (' || "systems" || ')', '' ) %][% coalesce( ': ' || "reason", '' ) %]</mapTip>
</qgis>
