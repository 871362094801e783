<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh">
<context>
    <name>Multiground</name>
    <message>
        <source>{parameter}: found {value}; permitted: {permitted}. {remedy}</source>
        <translation>{parameter}：现为 {value}；应为：{permitted}。{remedy}</translation>
    </message>
    <message>
        <source>Choose a layer of that geometry type.</source>
        <translation>请选择该几何类型的图层。</translation>
    </message>
    <message>
        <source>no coordinate reference system</source>
        <translation>没有坐标参照系</translation>
    </message>
    <message>
        <source>any known one</source>
        <translation>任一已知坐标参照系</translation>
    </message>
    <message>
        <source>Set the layer&apos;s CRS in its properties.</source>
        <translation>请在图层属性中设置坐标参照系。</translation>
    </message>
    <message>
        <source>{}: measured in a repaired copy: features {}</source>
        <translation>{}：以修复后的副本量算的要素：{}</translation>
    </message>
    <message>
        <source>Choose a field of the layer.</source>
        <translation>请选择该图层的字段。</translation>
    </message>
    <message>
        <source>{}: {} is read from field {}</source>
        <translation>{}：{} 取自字段 {}</translation>
    </message>
    <message>
        <source>{}: {} of {} features skipped, {}: {}</source>
        <translation>{}：跳过 {} 个要素（共 {} 个），{}：{}</translation>
    </message>
    <message>
        <source>Measured in {}, whose scale stays within {:.1g} of 1</source>
        <translation>量算坐标系：{}，长度比与 1 相差不超过 {:.1g}</translation>
    </message>
    <message>
        <source>a file in a folder that exists and can be written</source>
        <translation>已存在且可写入的文件夹中的文件</translation>
    </message>
    <message>
        <source>Make the folder, or choose another.</source>
        <translation>请新建该文件夹，或另选文件夹。</translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation>请另选文件名。</translation>
    </message>
    <message>
        <source>a new file, or the file of an earlier result</source>
        <translation>新文件，或先前结果的文件</translation>
    </message>
    <message>
        <source>{} is replaced</source>
        <translation>{} 已被替换</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；未写入任何内容。</translation>
    </message>
    <message>
        <source>without a geometry</source>
        <translation>没有几何图形</translation>
    </message>
    <message>
        <source>with coordinates that are no numbers</source>
        <translation>坐标不是数值</translation>
    </message>
    <message>
        <source>with a geometry that cannot be repaired</source>
        <translation>几何图形无法修复</translation>
    </message>
    <message>
        <source>of another geometry type</source>
        <translation>几何类型不符</translation>
    </message>
    <message>
        <source>coordinates within the layer&apos;s CRS</source>
        <translation>位于图层坐标参照系范围内的坐标</translation>
    </message>
    <message>
        <source>Set the CRS that the coordinates are really in.</source>
        <translation>请设置坐标实际所用的坐标参照系。</translation>
    </message>
    <message>
        <source>no usable feature</source>
        <translation>没有可用的要素</translation>
    </message>
    <message>
        <source>at least one feature with a valid geometry</source>
        <translation>至少一个几何图形有效的要素</translation>
    </message>
    <message>
        <source>Check the layer, its filter and its selection.</source>
        <translation>请检查图层及其过滤条件和选择集。</translation>
    </message>
    <message>
        <source>excellent</source>
        <translation>优秀</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>violation</source>
        <translation>违反</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>不可评价</translation>
    </message>
    <message>
        <source>counted whole</source>
        <translation>全长计入</translation>
    </message>
    <message>
        <source>boundary road, counted half</source>
        <translation>边界道路，按一半计入</translation>
    </message>
    <message>
        <source>Plot size (4.2.2)</source>
        <translation>地块尺寸（4.2.2）</translation>
    </message>
    <message>
        <source>Plots and streets</source>
        <translation>地块与街道</translation>
    </message>
    <message>
        <source>plot,parcel,size,area,side,land use,guideline</source>
        <translation>地块,宗地,尺寸,面积,边长,用地性质,导则,plot,size</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>地块</translation>
    </message>
    <message>
        <source>Plots of land, without the roads between them.</source>
        <translation>各地块用地，不含其间的道路。</translation>
    </message>
    <message>
        <source>{} Looked up when empty.</source>
        <translation>{}留空时自动查找。</translation>
    </message>
    <message>
        <source>Area (m²) or share of this use, for the 90 % rule.</source>
        <translation>该用途的面积（m²）或占比，用于 90% 规则。</translation>
    </message>
    <message>
        <source>Field with the land use</source>
        <translation>用地性质字段</translation>
    </message>
    <message>
        <source>Code or name of the land use; combined ones such as B1/R2 are read.</source>
        <translation>用地代码或名称；可识别 B1/R2 等组合代码。</translation>
    </message>
    <message>
        <source>Field with the commercial part</source>
        <translation>商业部分字段</translation>
    </message>
    <message>
        <source>Field with the residential part</source>
        <translation>居住部分字段</translation>
    </message>
    <message>
        <source>Field with the public-service part</source>
        <translation>公共服务部分字段</translation>
    </message>
    <message>
        <source>Field with the part of other uses</source>
        <translation>其他用途部分字段</translation>
    </message>
    <message>
        <source>Field that marks core areas</source>
        <translation>核心区标记字段</translation>
    </message>
    <message>
        <source>Yes or no: in a core area a commercial plot has no upper bound.</source>
        <translation>是或否：核心区的商业地块面积没有上限。</translation>
    </message>
    <message>
        <source>Own table of codes</source>
        <translation>自定义代码表</translation>
    </message>
    <message>
        <source>Table whose fields code and class map your own codes to commercial, residential, public_service, mixed or other.</source>
        <translation>以字段 code 和 class 将自有代码对应到 commercial、residential、public_service、mixed 或 other 的表。</translation>
    </message>
    <message>
        <source>Plot size</source>
        <translation>地块尺寸</translation>
    </message>
    <message>
        <source>Plots graded excellent</source>
        <translation>评为优秀的地块数</translation>
    </message>
    <message>
        <source>Plots graded good</source>
        <translation>评为良好的地块数</translation>
    </message>
    <message>
        <source>Plots graded fair</source>
        <translation>评为一般的地块数</translation>
    </message>
    <message>
        <source>Plots without the data to assess them</source>
        <translation>缺少数据、不可评价的地块数</translation>
    </message>
    <message>
        <source>no field with land uses</source>
        <translation>没有用地性质字段</translation>
    </message>
    <message>
        <source>a field with land-use codes, or fields with areas by use</source>
        <translation>用地代码字段，或分用途面积字段</translation>
    </message>
    <message>
        <source>Choose USE_FIELD, or the fields with the parts by use.</source>
        <translation>请选择 USE_FIELD，或各用途部分的字段。</translation>
    </message>
    <message>
        <source>Rename the table&apos;s fields.</source>
        <translation>请更改表中的字段名。</translation>
    </message>
    <message>
        <source>Correct the classes in the table.</source>
        <translation>请改正表中的类别。</translation>
    </message>
    <message>
        <source>{} plots of unknown land use are not assessed: {}</source>
        <translation>{} 个地块的用地性质未知，不可评价：{}</translation>
    </message>
    <message>
        <source>several parts: sides of the largest</source>
        <translation>由多个部分组成：边长取自最大部分</translation>
    </message>
    <message>
        <source>irregular shape: look at its narrowest place</source>
        <translation>形状不规则：请查看其最窄处</translation>
    </message>
    <message>
        <source>The land use is missing or unknown: {}</source>
        <translation>用地性质缺失或未知：{}</translation>
    </message>
    <message>
        <source>The guideline gives no size for this land use.</source>
        <translation>导则未规定该类用地的地块尺寸。</translation>
    </message>
    <message>
        <source>A commercial plot in a core area may be larger.</source>
        <translation>核心商业区的地块可更大。</translation>
    </message>
    <message>
        <source>The parts exceed the plot: taken as shares of floor area.</source>
        <translation>各部分之和超过地块面积：按建筑面积占比计。</translation>
    </message>
    <message>
        <source>The value lies within the measuring CRS&apos;s scale error of the bound {:g}.</source>
        <translation>该值与界限 {:g} 的差小于量算坐标系的长度误差。</translation>
    </message>
    <message>
        <source>Commercial</source>
        <translation>商业</translation>
    </message>
    <message>
        <source>Residential</source>
        <translation>居住</translation>
    </message>
    <message>
        <source>Public service</source>
        <translation>公共服务</translation>
    </message>
    <message>
        <source>Mixed use</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Multiground</source>
        <translation>Multiground 基面系统</translation>
    </message>
    <message>
        <source>Road network density (4.1.3-1)</source>
        <translation>路网密度（4.1.3-1）</translation>
    </message>
    <message>
        <source>road,street,density,network,guideline</source>
        <translation>道路,街道,路网,密度,导则,road,density</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Centre lines of roads; lines beyond the districts do no harm.</source>
        <translation>道路中心线；片区以外的线不影响结果。</translation>
    </message>
    <message>
        <source>Districts</source>
        <translation>片区</translation>
    </message>
    <message>
        <source>The planned land of each district, roads included.</source>
        <translation>各片区的规划用地，含道路。</translation>
    </message>
    <message>
        <source>Field with the road class</source>
        <translation>道路等级字段</translation>
    </message>
    <message>
        <source>Field with the street name</source>
        <translation>道路名称字段</translation>
    </message>
    <message>
        <source>Field with one-way direction</source>
        <translation>单行方向字段</translation>
    </message>
    <message>
        <source>Comma list of classes; * counts every road; empty counts those of the road-class table.</source>
        <translation>以逗号分隔的等级；* 表示计入全部道路；留空时按道路等级表计入。</translation>
    </message>
    <message>
        <source>half (unbiased)</source>
        <translation>一半（无偏）</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全长</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>Roads along the outline count</source>
        <translation>边界道路的计入方式</translation>
    </message>
    <message>
        <source>A road along a district&apos;s outline serves both sides, so half of its length counts.</source>
        <translation>沿片区边界的道路服务两侧，故计入一半长度。</translation>
    </message>
    <message>
        <source>Width of the outline</source>
        <translation>边界宽度</translation>
    </message>
    <message>
        <source>Metres on either side of the outline within which a road along it is a boundary road.</source>
        <translation>边界线两侧的米数；沿边界且在此范围内的道路为边界道路。</translation>
    </message>
    <message>
        <source>Count dual carriageways once</source>
        <translation>双幅路只计一次</translation>
    </message>
    <message>
        <source>Two carriageways of one street, 2 to 50 m apart, count as their middle line.</source>
        <translation>同一道路相距 2 至 50 m 的两幅车行道按其中线计。</translation>
    </message>
    <message>
        <source>Road network density</source>
        <translation>路网密度</translation>
    </message>
    <message>
        <source>Counted roads</source>
        <translation>计入的道路</translation>
    </message>
    <message>
        <source>Density of all districts (km/km²)</source>
        <translation>全部片区的路网密度（km/km²）</translation>
    </message>
    <message>
        <source>Grade of all districts</source>
        <translation>全部片区的评级</translation>
    </message>
    <message>
        <source>No road of the layer reaches this district: the data end before it.</source>
        <translation>该图层没有道路到达本片区：数据未覆盖此处。</translation>
    </message>
    <message>
        <source>{density:.2f} km/km²: {km:.2f} km of counted road on {area:.3f} km²; recommended {low:g}–{high:g}, at most {most:g}.</source>
        <translation>{density:.2f} km/km²：计入道路 {km:.2f} km，用地 {area:.3f} km²；宜为 {low:g}~{high:g}，不应高于 {most:g}。</translation>
    </message>
    <message>
        <source>at least one road of a counted class</source>
        <translation>至少一条属于计入等级的道路</translation>
    </message>
    <message>
        <source>Name the classes to count in COUNTED_CLASSES, or * to count every road.</source>
        <translation>请在 COUNTED_CLASSES 中写明计入的等级，或用 * 计入全部道路。</translation>
    </message>
    <message>
        <source>half, full or none</source>
        <translation>half、full 或 none</translation>
    </message>
    <message>
        <source>Choose one of the three rules.</source>
        <translation>请从三种规则中选择。</translation>
    </message>
    <message>
        <source>0 m or more</source>
        <translation>0 m 或以上</translation>
    </message>
    <message>
        <source>Enter the half width of a boundary street, for example 15.</source>
        <translation>请输入边界道路的半宽，例如 15。</translation>
    </message>
    <message>
        <source>no field with road classes</source>
        <translation>没有道路等级字段</translation>
    </message>
    <message>
        <source>a field with classes of the road-class table</source>
        <translation>含有道路等级表所列等级的字段</translation>
    </message>
    <message>
        <source>Choose CLASS_FIELD, or set COUNTED_CLASSES=* to count every road.</source>
        <translation>请选择 CLASS_FIELD，或设 COUNTED_CLASSES=* 计入全部道路。</translation>
    </message>
    <message>
        <source>Area and smallest side of each plot against the range for its land use, clause 4.2.2: both met is excellent, one of them good, neither fair.

The smallest side is the smallest distance between two parallels that hold the plot, so that a chamfered corner does not count. Codes of GB 50137-2011, of the 2023 classification and of the Shenzhen standard are read, alone or combined; a plot whose one use holds at least 90 % is of that use. A use without a range of its own is not applicable; an unknown code is not assessed.</source>
        <translation>按条文 4.2.2 比较各地块的面积和最小边长与其用地性质的适宜区间：两项均满足为优秀，满足一项为良好，均不满足为一般。

最小边长是夹住地块的两条平行线之间的最小距离，街角切角不影响结果。可识别 GB 50137-2011、2023 年用地用海分类和深标的代码，单独或组合均可；某一用途占比不少于 90% 的地块认定为该用途。没有规定尺寸的用地不适用；未知代码不可评价。</translation>
    </message>
    <message>
        <source>{use}: {area:,.2f} m² (range {low:,.0f}–{high:,.0f}), smallest side {side:.2f} m (at least {least:g}, target {target:g}).</source>
        <translation>{use}：{area:,.2f} m²（适宜区间 {low:,.0f}~{high:,.0f}），最小边长 {side:.2f} m（不小于 {least:g}，目标 {target:g}）。</translation>
    </message>
    <message>
        <source>Kilometres of counted road per square kilometre of each district, graded by clause 4.1.3-1: 8 to 10 is recommended, more than 12 is not permitted.

Expressways, arterials, secondary and branch roads count; a street drawn as two carriageways counts once; a road along the district&apos;s outline counts half, because it serves both sides. The densities that count it whole and not at all stand beside.</source>
        <translation>各片区每平方公里用地上计入道路的公里数，按条文 4.1.3-1 评级：宜为 8~10，不应高于 12。

快速路、主干路、次干路和支路计入；画成两幅车行道的道路只计一次；沿片区边界的道路服务两侧，按一半计入。全长计入与不计入时的密度一并列出。</translation>
    </message>
    <message>
        <source>Class names of the road-class table, OSM highway values or Chinese names.</source>
        <translation>道路等级表中的等级名、OSM 的 highway 值或中文名称。</translation>
    </message>
    <message>
        <source>Carriageways of one name count as one street.</source>
        <translation>同名的两幅车行道计为一条道路。</translation>
    </message>
    <message>
        <source>Opposite one-way carriageways count as one street.</source>
        <translation>方向相反的两幅单行车行道计为一条道路。</translation>
    </message>
    <message>
        <source>data that lie within some hundred kilometres</source>
        <translation>位于数百公里范围内的数据</translation>
    </message>
    <message>
        <source>A shapefile cuts field names to 10 characters; use .gpkg.</source>
        <translation>Shapefile 会将字段名截断为 10 个字符；请改用 .gpkg。</translation>
    </message>
    <message>
        <source>a file or table of its own for each result</source>
        <translation>每个结果各自的文件或表</translation>
    </message>
    <message>
        <source>Python libraries missing: {}. Windows: run the OSGeo4W setup and install the package qgis-full (the MSI installers hold it). macOS: install the official QGIS 3.44.7 or newer. Debian, Ubuntu: apt install python3-geopandas python3-networkx python3-scipy; where shapely is older than 2, also: pip install --user --break-system-packages --no-deps shapely==2.0.7</source>
        <translation>缺少 Python 库：{}。Windows：运行 OSGeo4W 安装程序并安装 qgis-full（MSI 安装包已包含）。macOS：安装官方 QGIS 3.44.7 或更新版本。Debian、Ubuntu：apt install python3-geopandas python3-networkx python3-scipy；若 shapely 低于 2，另执行：pip install --user --break-system-packages --no-deps shapely==2.0.7</translation>
    </message>
    <message>
        <source>Leave out features far from the others, such as at 0, 0.</source>
        <translation>请排除远离其他要素的要素（例如位于 0, 0 处）。</translation>
    </message>
    <message>
        <source>Life circle: service checklist (5.2.5)</source>
        <translation>生活圈：服务清单（5.2.5）</translation>
    </message>
    <message>
        <source>Functions and life circles</source>
        <translation>功能与生活圈</translation>
    </message>
    <message>
        <source>life circle,service,facility,walk,checklist,guideline</source>
        <translation>生活圈,服务,设施,步行,清单,导则</translation>
    </message>
    <message>
        <source>Minutes on foot from every office to the nearest facility of each of the 17 categories of clause 5.2.5: convenience store, café and restaurant within 5 minutes, supermarket, bank, bookshop, clinic, primary school and community centre within 10, the others within 15.

A category is excellent when 80 % of the office floor area is served. A category without any facility in the data is not assessed, unless the extent of the data is given: then there are none. An office whose 15-minute circle leaves the data is assessed only for what serves it.</source>
        <translation>从每处办公空间步行到第 5.2.5 条 17 类设施中每一类最近一处的分钟数：便利店、咖啡馆、餐饮 5 分钟以内，超市、银行、书店、社区医院、小学、社区中心 10 分钟以内，其余 15 分钟以内。

办公建筑面积的 80% 得到服务时，该类别为优秀。数据中没有任何设施的类别不作评价；若给出了数据范围，则视为确实没有。15 分钟步行圈超出数据范围的办公空间，只就已得到服务的类别作评价。</translation>
    </message>
    <message>
        <source>Offices</source>
        <translation>办公空间</translation>
    </message>
    <message>
        <source>Office spaces, points or polygons; polygons stand for their point on surface.</source>
        <translation>办公空间的点或面；面以其内部点代表。</translation>
    </message>
    <message>
        <source>Field with the floor area</source>
        <translation>建筑面积字段</translation>
    </message>
    <message>
        <source>Square metres, by which offices weigh; without it each counts the same.</source>
        <translation>办公空间按建筑面积（平方米）加权；没有该字段时各处权重相同。</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>设施</translation>
    </message>
    <message>
        <source>Points or polygons of services, also beyond the district.</source>
        <translation>服务设施的点或面，应包括片区之外的设施。</translation>
    </message>
    <message>
        <source>Category codes, types of map services in Chinese or English, or OSM tags.</source>
        <translation>类别代码、中英文地图服务的类型文字，或 OSM 标签。</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Table with the fields category and band (minutes); empty: the guideline&apos;s 17.</source>
        <translation>含 category 与 band（分钟）字段的表；留空则用导则的 17 类。</translation>
    </message>
    <message>
        <source>Polygon within which the facilities are known; empty: the network&apos;s hull.</source>
        <translation>设施数据完整的范围面；留空则用路网的外包范围。</translation>
    </message>
    <message>
        <source>Target: office floor area served (%)</source>
        <translation>目标：得到服务的办公建筑面积占比（%）</translation>
    </message>
    <message>
        <source>Per cent of office floor area from which a category is excellent.</source>
        <translation>办公建筑面积占比（%）达到该值时，类别为优秀。</translation>
    </message>
    <message>
        <source>Offices with their life circle</source>
        <translation>办公空间的生活圈</translation>
    </message>
    <message>
        <source>Service categories</source>
        <translation>服务类别</translation>
    </message>
    <message>
        <source>Office floor area served, mean of categories (%)</source>
        <translation>得到服务的办公建筑面积占比，各类别平均（%）</translation>
    </message>
    <message>
        <source>Number of categories that reach the target</source>
        <translation>达到目标的类别数</translation>
    </message>
    <message>
        <source>Grade of all categories</source>
        <translation>全部类别的评级</translation>
    </message>
    <message>
        <source>+{:.0f} categories</source>
        <translation>+{:.0f} 类</translation>
    </message>
    <message>
        <source>Minutes to: {}</source>
        <translation>到{}的分钟数</translation>
    </message>
    <message>
        <source>No field with floor areas: every office counts the same.</source>
        <translation>没有建筑面积字段：各处办公空间权重相同。</translation>
    </message>
    <message>
        <source>{} offices without a floor area do not count in the shares: {}</source>
        <translation>{} 处办公空间没有建筑面积，不计入占比：{}</translation>
    </message>
    <message>
        <source>{} facilities of no known category: {}</source>
        <translation>{} 处设施的类别无法识别：{}</translation>
    </message>
    <message>
        <source>No facility in the data: {}</source>
        <translation>数据中没有这些类别的设施：{}</translation>
    </message>
    <message>
        <source>{} of {} categories within their minutes.</source>
        <translation>{} 类在规定分钟数之内，共 {} 类。</translation>
    </message>
    <message>
        <source>{label} {minutes:.2f} min ({band:g})</source>
        <translation>{label} {minutes:.2f} 分钟（{band:g}）</translation>
    </message>
    <message>
        <source>{label}: none reachable</source>
        <translation>{label}：无法到达</translation>
    </message>
    <message>
        <source>Too far: {}.</source>
        <translation>过远：{}。</translation>
    </message>
    <message>
        <source>Not assessed: {}.</source>
        <translation>不可评价：{}。</translation>
    </message>
    <message>
        <source>Estimated: straight lines at 0.7 of the speed.</source>
        <translation>估算：按直线距离与 0.7 倍速度计算。</translation>
    </message>
    <message>
        <source>{label}: not enough is known of the offices or of the facilities.</source>
        <translation>{label}：办公空间或设施的数据不足。</translation>
    </message>
    <message>
        <source>Walk circles (5.2.5)</source>
        <translation>步行圈（5.2.5）</translation>
    </message>
    <message>
        <source>walk,isochrone,service area,catchment,skyway,life circle</source>
        <translation>步行,等时圈,服务区,步行圈,连廊,生活圈</translation>
    </message>
    <message>
        <source>What lies within 5, 10 and 15 minutes on foot of each origin, in three dimensions: clause 5.2.5.

Lines with heights join in space, so that a bridge does not leak into the street below; lines without heights join at shared vertices. Stairs, escalators, ramps and lifts take their own time, and an origin on a storey takes the lift first. Streets are cut exactly at the limit. A circle is the area within the buffer of the reached streets; its outline is right to an eighth of the buffer. The concave hull is generous: it also covers what no street crosses.</source>
        <translation>从每个起点步行 5、10、15 分钟所及的三维范围：第 5.2.5 条。

有高程的线在空间中连接，天桥不会与其下的街道连通；没有高程的线在共有顶点处连接。楼梯、扶梯、坡道和电梯各按自己的时间计算，位于楼层上的起点先乘电梯。街道在时限处精确截断。步行圈是可达街道缓冲距离之内的区域，其轮廓的误差不超过缓冲距离的八分之一。凹包偏宽：它也覆盖了没有街道穿过的地方。</translation>
    </message>
    <message>
        <source>Origins</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Points, or polygons, which stand for their point on surface.</source>
        <translation>点或面；面以其内部点代表。</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟数</translation>
    </message>
    <message>
        <source>Limits in minutes, separated by commas.</source>
        <translation>时限（分钟），用逗号分隔。</translation>
    </message>
    <message>
        <source>The hull is generous: it also covers what no street crosses.</source>
        <translation>凹包偏宽：它也覆盖没有街道穿过的地方。</translation>
    </message>
    <message>
        <source>reached streets buffered</source>
        <translation>可达街道的缓冲区</translation>
    </message>
    <message>
        <source>concave hull</source>
        <translation>凹包</translation>
    </message>
    <message>
        <source>no polygons</source>
        <translation>不生成面</translation>
    </message>
    <message>
        <source>Metres from a reached street to the outline, right to an eighth of it.</source>
        <translation>从可达街道到轮廓的米数，误差不超过其八分之一。</translation>
    </message>
    <message>
        <source>Bands that do not overlap, instead of circles inside each other.</source>
        <translation>生成互不重叠的环带，而不是层层相套的圈。</translation>
    </message>
    <message>
        <source>Circles of several origins</source>
        <translation>多个起点的步行圈</translation>
    </message>
    <message>
        <source>Each origin&apos;s own, all merged, or each street to its nearest origin.</source>
        <translation>各起点各自成圈、全部合并，或每段街道归最近的起点。</translation>
    </message>
    <message>
        <source>of each origin</source>
        <translation>各起点分别</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>nearest origin</source>
        <translation>最近起点</translation>
    </message>
    <message>
        <source>Direction of the walk</source>
        <translation>步行方向</translation>
    </message>
    <message>
        <source>Away from the origins or towards them: escalators tell the two apart.</source>
        <translation>离开起点或走向起点：单向扶梯使两者不同。</translation>
    </message>
    <message>
        <source>from the origins</source>
        <translation>从起点出发</translation>
    </message>
    <message>
        <source>to the origins</source>
        <translation>走向起点</translation>
    </message>
    <message>
        <source>Walk circles</source>
        <translation>步行圈</translation>
    </message>
    <message>
        <source>Reached streets</source>
        <translation>可达街道</translation>
    </message>
    <message>
        <source>Origins left out</source>
        <translation>未计入的起点</translation>
    </message>
    <message>
        <source>Number of origins on the network</source>
        <translation>接入路网的起点数</translation>
    </message>
    <message>
        <source>Number of origins left out</source>
        <translation>未计入的起点数</translation>
    </message>
    <message>
        <source>{:.2f} km of street within {:g} minutes.</source>
        <translation>{:.2f} 公里街道在 {:g} 分钟之内可达。</translation>
    </message>
    <message>
        <source>Generous: the hull also covers what no street crosses.</source>
        <translation>偏宽：凹包也覆盖没有街道穿过的地方。</translation>
    </message>
    <message>
        <source>{}: no usable feature: there are none</source>
        <translation>{}：没有可用要素，视为没有</translation>
    </message>
    <message>
        <source>within {:g} minutes</source>
        <translation>{:g} 分钟之内</translation>
    </message>
    <message>
        <source>Walking network</source>
        <translation>步行网络</translation>
    </message>
    <message>
        <source>Lines that people walk, with or without heights; empty measures straight lines at 0.7 of the speed.</source>
        <translation>供步行的线，有无高程均可；留空则按直线距离与 0.7 倍速度计算。</translation>
    </message>
    <message>
        <source>Field with the kind of way</source>
        <translation>道路类别字段</translation>
    </message>
    <message>
        <source>Stairs, escalator, elevator, skyway … in words, as OSM or Hong Kong codes.</source>
        <translation>楼梯、扶梯、电梯、连廊等，可为文字、OSM 值或香港代码。</translation>
    </message>
    <message>
        <source>Field with the height of the way</source>
        <translation>道路高程字段</translation>
    </message>
    <message>
        <source>Metres above ground; z_from and z_to, or heights in the geometry, also count.</source>
        <translation>高出地面的米数；z_from 与 z_to 或几何中的高程同样有效。</translation>
    </message>
    <message>
        <source>Field with the level of the way</source>
        <translation>道路层级字段</translation>
    </message>
    <message>
        <source>0 is the street, -1 the first level below it; lists such as 0;1 are read.</source>
        <translation>0 为街道层，-1 为地下一层；可读 0;1 这样的列表。</translation>
    </message>
    <message>
        <source>Both, forward or backward; decides for escalators.</source>
        <translation>双向、正向或反向；对扶梯起决定作用。</translation>
    </message>
    <message>
        <source>Storey of each place, 1 at the street, -1 below it: its lift time is added.</source>
        <translation>所在楼层，首层为 1，地下一层为 -1：计入乘电梯的时间。</translation>
    </message>
    <message>
        <source>Level at which each place meets the network, where that is known.</source>
        <translation>已知时，各处与步行网络相接的层级。</translation>
    </message>
    <message>
        <source>Walking speed (km/h)</source>
        <translation>步行速度（公里/小时）</translation>
    </message>
    <message>
        <source>Kilometres per hour.</source>
        <translation>公里每小时。</translation>
    </message>
    <message>
        <source>Largest distance to the network</source>
        <translation>到路网的最大距离</translation>
    </message>
    <message>
        <source>Metres from a place to its street; places farther away are left out.</source>
        <translation>到街道的米数；更远的不计入。</translation>
    </message>
    <message>
        <source>Step-free</source>
        <translation>无障碍（无台阶）</translation>
    </message>
    <message>
        <source>Without stairs and escalators.</source>
        <translation>不走楼梯和扶梯。</translation>
    </message>
    <message>
        <source>By night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Only ways that are open 24 hours; unknown hours count as open and are listed.</source>
        <translation>只走 24 小时开放的通道；开放时间未知的视为开放并列出。</translation>
    </message>
    <message>
        <source>Comma list of kinds, for example skyway,underpass,corridor.</source>
        <translation>用逗号分隔的类别，例如 skyway,underpass,corridor。</translation>
    </message>
    <message>
        <source>Join lines where they cross</source>
        <translation>线在相交处连接</translation>
    </message>
    <message>
        <source>For drawings without nodes: lines of one level join where they cross.</source>
        <translation>用于没有节点的图纸：同一层级的线在相交处连接。</translation>
    </message>
    <message>
        <source>Stairs: times their length</source>
        <translation>楼梯长度倍数</translation>
    </message>
    <message>
        <source>A metre of stairs costs as much as so many metres of street.</source>
        <translation>一米楼梯相当于多少米街道。</translation>
    </message>
    <message>
        <source>Escalator speed (m/s)</source>
        <translation>扶梯速度（米/秒）</translation>
    </message>
    <message>
        <source>Metres per second along the escalator.</source>
        <translation>沿扶梯方向的米每秒。</translation>
    </message>
    <message>
        <source>Lift speed (m/s)</source>
        <translation>电梯速度（米/秒）</translation>
    </message>
    <message>
        <source>Metres of height per second.</source>
        <translation>每秒升降的米数。</translation>
    </message>
    <message>
        <source>Wait for a lift (s)</source>
        <translation>候梯时间（秒）</translation>
    </message>
    <message>
        <source>Seconds before each ride.</source>
        <translation>每次乘梯前的秒数。</translation>
    </message>
    <message>
        <source>Distance to ways of another level</source>
        <translation>到其他层级通道的距离</translation>
    </message>
    <message>
        <source>Metres: a storey&apos;s lift also leads to ways of other levels that pass its building so near; three times as far from a point.</source>
        <translation>米：建筑的电梯也通往从旁经过且在此距离之内的其他层级通道；对点为三倍距离。</translation>
    </message>
    <message>
        <source>Smallest piece of network</source>
        <translation>最小路网片段</translation>
    </message>
    <message>
        <source>Metres of street: places are not put on pieces smaller than this.</source>
        <translation>街道米数：更小的片段不作为接入点。</translation>
    </message>
    <message>
        <source>0 or more metres</source>
        <translation>不小于 0 米</translation>
    </message>
    <message>
        <source>more than 0 metres</source>
        <translation>大于 0 米</translation>
    </message>
    <message>
        <source>Leave the default, or enter the value in the stated unit.</source>
        <translation>请保留默认值，或按所示单位输入。</translation>
    </message>
    <message>
        <source>No walking network: straight lines at 0.7 of the speed.</source>
        <translation>没有步行网络：按直线距离与 0.7 倍速度计算。</translation>
    </message>
    <message>
        <source>Walking network: {} edges, {} nodes, {:.1f} km</source>
        <translation>步行网络：{} 条边，{} 个节点，{:.1f} 公里</translation>
    </message>
    <message>
        <source>of unknown kind, walked as a footway</source>
        <translation>类别未知，按步行道处理</translation>
    </message>
    <message>
        <source>of unknown direction, walked both ways</source>
        <translation>方向未知，按双向处理</translation>
    </message>
    <message>
        <source>of unknown hours, taken as open by night</source>
        <translation>开放时间未知，视为夜间开放</translation>
    </message>
    <message>
        <source>with incomplete heights, taken as lines without heights</source>
        <translation>高程不全，按没有高程的线处理</translation>
    </message>
    <message>
        <source>closed to walkers, left out</source>
        <translation>禁止步行，不计入</translation>
    </message>
    <message>
        <source>left out by the kinds and hours chosen</source>
        <translation>按所选类别与时间不计入</translation>
    </message>
    <message>
        <source>without length, left out</source>
        <translation>没有长度，不计入</translation>
    </message>
    <message>
        <source>drawn twice, counted once</source>
        <translation>重复绘制，只计一次</translation>
    </message>
    <message>
        <source>{}: {} places on a storey of unknown height: {:g} m a storey</source>
        <translation>{}：{} 处所在建筑的层高未知，按每层 {:g} 米计算</translation>
    </message>
    <message>
        <source>{:.2f} m from the nearest street, more than {:g} m</source>
        <translation>距最近的街道 {:.2f} 米，超过 {:g} 米</translation>
    </message>
    <message>
        <source>each category once, with its minutes</source>
        <translation>每个类别一行，并给出分钟数</translation>
    </message>
    <message>
        <source>Correct the row of the checklist.</source>
        <translation>请更正清单中的该行。</translation>
    </message>
    <message>
        <source>more than 0 and at most 100 %</source>
        <translation>大于 0 且不超过 100%</translation>
    </message>
    <message>
        <source>no line that can be walked</source>
        <translation>没有可步行的线</translation>
    </message>
    <message>
        <source>at least one line of some length that is open to walkers</source>
        <translation>至少一条有长度且允许步行的线</translation>
    </message>
    <message>
        <source>Check the layer, the kinds of its lines and the kinds left out.</source>
        <translation>请检查图层、线的类别以及不走的类别。</translation>
    </message>
    <message>
        <source>a number above 0</source>
        <translation>大于 0 的数</translation>
    </message>
    <message>
        <source>0 or more seconds</source>
        <translation>不小于 0 秒</translation>
    </message>
    <message>
        <source>Enter 0.</source>
        <translation>请输入 0。</translation>
    </message>
    <message>
        <source>Separate the kinds by commas.</source>
        <translation>请用逗号分隔各类别。</translation>
    </message>
    <message>
        <source>numbers above 0, separated by commas</source>
        <translation>大于 0 的数，用逗号分隔</translation>
    </message>
    <message>
        <source>Enter for example 5,10,15.</source>
        <translation>请输入例如 5,10,15。</translation>
    </message>
    <message>
        <source>{label} within {band:g} minutes: {share:.2f} % of the office floor area that can be assessed, which is {known:.2f} % of all.</source>
        <translation>{band:g} 分钟内可达{label}：占可评价办公建筑面积的 {share:.2f}%；可评价部分为全部的 {known:.2f}%。</translation>
    </message>
    <message>
        <source>nothing, for the layer has no fields</source>
        <translation>无，该图层没有字段</translation>
    </message>
    <message>
        <source>metres, or a field of the network</source>
        <translation>米数，或路网的字段</translation>
    </message>
    <message>
        <source>Enter a number such as 4.5, or the name of a field.</source>
        <translation>请输入 4.5 这样的数，或字段名。</translation>
    </message>
    <message>
        <source>no row</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>Leave it out for the guideline&apos;s 17 categories.</source>
        <translation>留空即用导则的 17 类。</translation>
    </message>
    <message>
        <source>no field that tells the category</source>
        <translation>没有说明类别的字段</translation>
    </message>
    <message>
        <source>a field with categories, or OSM tags such as amenity</source>
        <translation>类别字段，或 amenity 等 OSM 标签</translation>
    </message>
    <message>
        <source>The circle covers {share:.0f} % of the ideal one of {reach:.0f} m.</source>
        <translation>步行圈为 {reach:.0f} 米理想圆面积的 {share:.0f}%。</translation>
    </message>
    <message>
        <source>{layer}: {number} of {lines} lines {what}: {ids}</source>
        <translation>{layer}：{lines} 条线中有 {number} 条{what}：{ids}</translation>
    </message>
    <message>
        <source>{layer}: {number} of {places} places are not on the network: {ids}</source>
        <translation>{layer}：{places} 处中有 {number} 处未接入路网：{ids}</translation>
    </message>
    <message>
        <source>{distance:.2f} m from a piece of network with less than {least:g} m of street</source>
        <translation>距不足 {least:g} 米街道的路网片段 {distance:.2f} 米</translation>
    </message>
    <message>
        <source>Kinds of near-ground surfaces (6.1.3)</source>
        <translation>近地基面的类型（6.1.3）</translation>
    </message>
    <message>
        <source>surface,skyway,rooftop,underground,platform,guideline</source>
        <translation>基面,空中基面,屋顶基面,地下基面,平台,导则</translation>
    </message>
    <message>
        <source>Kind of each near-ground surface, clause 6.1.3. A surface is near-ground when it is public, outdoors or semi-outdoors, and between 30 m below and 250 m above the ground.

In this order: 1.5 m or more below the ground is underground; at least half on a building is rooftop; 2.2 m or more above the ground is skyway; anything else is other. Heights come from the field z, the geometry or the level.</source>
        <translation>按第 6.1.3 条判定每个近地基面的类型。公共的、位于室外或半室外、且在地面以下 30 米至地面以上 250 米之间的基面，为近地基面。

依次判定：低于地面 1.5 米及以上为地下；至少一半位于建筑之上为屋顶；高出地面 2.2 米及以上为空中；其余为其他。高程取自字段 z、几何或层级。</translation>
    </message>
    <message>
        <source>Surfaces</source>
        <translation>基面</translation>
    </message>
    <message>
        <source>Walkable surfaces with their height in metres, or level.</source>
        <translation>可步行的基面，带有以米为单位的高程或层级。</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>建筑</translation>
    </message>
    <message>
        <source>Footprints with a height, to tell rooftops; the ground level beside them.</source>
        <translation>带有高度的建筑基底，用于识别屋顶基面，并提供周边地面的标高。</translation>
    </message>
    <message>
        <source>Kinds of surfaces</source>
        <translation>基面类型</translation>
    </message>
    <message>
        <source>Near-ground surfaces</source>
        <translation>近地基面数量</translation>
    </message>
    <message>
        <source>Connection efficiency, MPER (6.2)</source>
        <translation>连通工效比 MPER（6.2）</translation>
    </message>
    <message>
        <source>mper,multi-ground,system,skyway,stairs,surface,connection,guideline</source>
        <translation>mper,连通工效比,多重基面,基面系统,连廊,楼梯,基面,连通,导则</translation>
    </message>
    <message>
        <source>Connection efficiency</source>
        <translation>连通工效比</translation>
    </message>
    <message>
        <source>Multi-ground systems</source>
        <translation>基面系统</translation>
    </message>
    <message>
        <source>Surfaces with their system</source>
        <translation>基面及其所属系统</translation>
    </message>
    <message>
        <source>Vertical components, counted or not</source>
        <translation>竖向构件（是否计入）</translation>
    </message>
    <message>
        <source>Floors, counted or not</source>
        <translation>楼层（是否计入）</translation>
    </message>
    <message>
        <source>MPER of the only district</source>
        <translation>唯一片区的 MPER</translation>
    </message>
    <message>
        <source>Grade of the only district</source>
        <translation>唯一片区的评级</translation>
    </message>
    <message>
        <source>Connected storeys</source>
        <translation>连通楼层数</translation>
    </message>
    <message>
        <source>What would change the MPER (6.2.2)</source>
        <translation>哪些措施会改变 MPER（6.2.2）</translation>
    </message>
    <message>
        <source>mper,advice,measure,bridge,stairs,multi-ground,guideline</source>
        <translation>mper,连通工效比,建议,措施,天桥,楼梯,多重基面,导则</translation>
    </message>
    <message>
        <source>Single connections that would change the grade of the MPER most: stairs between surfaces or to the street, bridges over gaps, links closed at night that could be opened. Each is drawn, and measured anew as if it were there; the table says what each grade would need.

A connection need not improve the grade, and closing one may seem to: the log warns where a better grade would come from losing a connection. Whether a stair or bridge can be built where it is drawn is not looked at.</source>
        <translation>最能改变 MPER 评级的单项连接：基面之间或通往街道的楼梯、跨越间隙的天桥、可改为夜间开放的通道。每一项都绘制出来，并按其已建成重新计算；表中列出各评级所需的条件。

增加连接不一定提高评级，关闭连接反而可能看似提高评级：若失去某处连接会使评级更高，日志会给出提醒。所绘位置能否建造楼梯或天桥不在考察之列。</translation>
    </message>
    <message>
        <source>Widest gap to bridge</source>
        <translation>可跨越的最大间隙</translation>
    </message>
    <message>
        <source>Metres in plan over which bridges and stairs are proposed.</source>
        <translation>在此平面距离（米）之内建议天桥和楼梯。</translation>
    </message>
    <message>
        <source>Largest rise</source>
        <translation>最大升高</translation>
    </message>
    <message>
        <source>Metres of height that new stairs may climb.</source>
        <translation>新建楼梯可升高的米数。</translation>
    </message>
    <message>
        <source>Width of new bridges and stairs</source>
        <translation>新建天桥和楼梯的宽度</translation>
    </message>
    <message>
        <source>Rise to run, for example 1:2; wider gaps make them gentler.</source>
        <translation>高与水平长之比，例如 1:2；间隙更宽时楼梯更缓。</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>What each grade needs</source>
        <translation>各评级所需条件</translation>
    </message>
    <message>
        <source>Measures that reach a better grade</source>
        <translation>可提高评级的措施数</translation>
    </message>
    <message>
        <source>Connections without which the grade would be better</source>
        <translation>去掉后评级反而更高的连接数</translation>
    </message>
    <message>
        <source>rise to run as in 1:2, or a number</source>
        <translation>高与水平长之比（如 1:2），或一个数</translation>
    </message>
    <message>
        <source>Enter the slope of new stairs, for example 1:2.</source>
        <translation>请输入新建楼梯的坡度，例如 1:2。</translation>
    </message>
    <message>
        <source>Stairs from {a} to {b}, {rise:.2f} m up and {run:.2f} m long.</source>
        <translation>从 {a} 到 {b} 的楼梯，升高 {rise:.2f} 米，水平长 {run:.2f} 米。</translation>
    </message>
    <message>
        <source>Stairs from {a} to the street, {rise:.2f} m high, {run:.2f} m long.</source>
        <translation>从 {a} 到街道的楼梯，高 {rise:.2f} 米，水平长 {run:.2f} 米。</translation>
    </message>
    <message>
        <source>A bridge of {run:.2f} m from {a} to {b}.</source>
        <translation>长 {run:.2f} 米的天桥，从 {a} 到 {b}。</translation>
    </message>
    <message>
        <source>Open the vertical component {vertical} at night.</source>
        <translation>竖向构件 {vertical} 改为夜间开放。</translation>
    </message>
    <message>
        <source>MPER {:.2f}, {}: N {}, ΣF {:g}.</source>
        <translation>MPER {:.2f}，{}：N {}，ΣF {:g}。</translation>
    </message>
    <message>
        <source>Better only because a system more lowers the mean of F.</source>
        <translation>评级提高只是因为多一个系统使 F 的平均值降低。</translation>
    </message>
    <message>
        <source>Without the vertical component {} the grade would be {} (MPER {:.2f}, N {}, ΣF {:g}): that is how the ratio works, and no reason to close it</source>
        <translation>若没有竖向构件 {}，评级为{}（MPER {:.2f}，N {}，ΣF {:g}）：这是该比值的算法所致，并非关闭它的理由</translation>
    </message>
    <message>
        <source>Ground level, where heights are absolute</source>
        <translation>地面标高（高程为绝对值时）</translation>
    </message>
    <message>
        <source>Metres, a field of every layer, or the word buildings for that of the nearest building; empty where heights are above the ground.</source>
        <translation>米数、各图层共有的字段，或填 buildings 取最近建筑的地面标高；高程为高出地面的高度时留空。</translation>
    </message>
    <message>
        <source>Skyways and platforms</source>
        <translation>空中连廊与平台</translation>
    </message>
    <message>
        <source>Rooftop surfaces</source>
        <translation>屋顶基面</translation>
    </message>
    <message>
        <source>Underground surfaces</source>
        <translation>地下基面</translation>
    </message>
    <message>
        <source>Other near-ground surfaces</source>
        <translation>其他近地基面</translation>
    </message>
    <message>
        <source>Public surfaces of this kind with their height in metres, or level.</source>
        <translation>该类型的公共基面，带有以米为单位的高程或层级。</translation>
    </message>
    <message>
        <source>Vertical components</source>
        <translation>竖向构件</translation>
    </message>
    <message>
        <source>Stairs, escalators, ramps and lifts with both heights, as areas, lines or points.</source>
        <translation>楼梯、扶梯、坡道和电梯，带有两端高程，可为面、线或点。</translation>
    </message>
    <message>
        <source>Floors of buildings</source>
        <translation>建筑楼层</translation>
    </message>
    <message>
        <source>Floor plates with building, storey, height and area.</source>
        <translation>各楼层平面，带有所属建筑、楼层、高程和面积。</translation>
    </message>
    <message>
        <source>Ground-level open space</source>
        <translation>地面层公共空间</translation>
    </message>
    <message>
        <source>Public open space on the ground, for the second reading only.</source>
        <translation>地面上的公共开放空间，只用于第二种口径。</translation>
    </message>
    <message>
        <source>Largest gap</source>
        <translation>最大间隙</translation>
    </message>
    <message>
        <source>Metres in plan across which surfaces, stairs and floors still meet.</source>
        <translation>基面、楼梯与楼层在此平面距离（米）之内视为相接。</translation>
    </message>
    <message>
        <source>Largest step between surfaces</source>
        <translation>基面之间的最大高差</translation>
    </message>
    <message>
        <source>Metres of height within which surfaces, ends of stairs and the ground meet.</source>
        <translation>基面、楼梯端点与地面在此高差（米）之内视为相接。</translation>
    </message>
    <message>
        <source>Largest step to a floor</source>
        <translation>与楼层的最大高差</translation>
    </message>
    <message>
        <source>Metres of height within which a floor and a surface meet.</source>
        <translation>楼层与基面在此高差（米）之内视为相接。</translation>
    </message>
    <message>
        <source>as closed</source>
        <translation>视为不开放</translation>
    </message>
    <message>
        <source>Unknown hours, access or enclosure count</source>
        <translation>开放时间、公共性或围合情况未知时</translation>
    </message>
    <message>
        <source>What is open day and night, public and outdoors counts; this is for what nobody wrote down.</source>
        <translation>全天开放、公共且位于室外的计入；此项用于数据中没有记载的情况。</translation>
    </message>
    <message>
        <source>with ground-level open space</source>
        <translation>含地面层公共空间</translation>
    </message>
    <message>
        <source>Graded reading</source>
        <translation>用于评级的口径</translation>
    </message>
    <message>
        <source>Both readings are measured; this one is graded.</source>
        <translation>两种口径都计算，按此口径评级。</translation>
    </message>
    <message>
        <source>floor by floor</source>
        <translation>逐层计算</translation>
    </message>
    <message>
        <source>areas of a system together</source>
        <translation>系统内面积合并计算</translation>
    </message>
    <message>
        <source>area over the step, without rounding</source>
        <translation>面积除以分级面积，不取整</translation>
    </message>
    <message>
        <source>Storeys are counted</source>
        <translation>楼层数的计算方式</translation>
    </message>
    <message>
        <source>Every 3000 m² begun above ground and 2000 m² below count as one storey.</source>
        <translation>地上每 3000 m²、地下每 2000 m² 计为一层，不足的按一层计。</translation>
    </message>
    <message>
        <source>across the way</source>
        <translation>沿通行方向</translation>
    </message>
    <message>
        <source>from the side</source>
        <translation>从侧面</translation>
    </message>
    <message>
        <source>Vertical projection seen</source>
        <translation>竖向投影的方向</translation>
    </message>
    <message>
        <source>Width times rise, or run times rise.</source>
        <translation>宽度乘升高，或水平长乘升高。</translation>
    </message>
    <message>
        <source>The ground joins systems</source>
        <translation>地面连接各系统</translation>
    </message>
    <message>
        <source>Makes all that has a way to the street one system.</source>
        <translation>凡有通道到达街道的都合为一个系统。</translation>
    </message>
    <message>
        <source>Square metres, or a field of the districts; empty for the area of the polygon.</source>
        <translation>平方米数，或片区图层的字段；留空则取面的面积。</translation>
    </message>
    <message>
        <source>no layer of surfaces</source>
        <translation>没有基面图层</translation>
    </message>
    <message>
        <source>at least one of the five layers of surfaces</source>
        <translation>五个基面图层中至少一个</translation>
    </message>
    <message>
        <source>Choose SKYWAYS, ROOFTOPS, UNDERGROUND, OTHER_SURFACES or TAGGED_SURFACES.</source>
        <translation>请选择 SKYWAYS、ROOFTOPS、UNDERGROUND、OTHER_SURFACES 或 TAGGED_SURFACES。</translation>
    </message>
    <message>
        <source>Multi-ground system</source>
        <translation>多重基面系统</translation>
    </message>
    <message>
        <source>MPER {}, strict reading.</source>
        <translation>MPER {}，严格口径。</translation>
    </message>
    <message>
        <source>MPER {} with ground-level open space.</source>
        <translation>MPER {}，含地面层公共空间。</translation>
    </message>
    <message>
        <source>Strict {}, with ground-level open space {}.</source>
        <translation>严格口径 {}，含地面层公共空间 {}。</translation>
    </message>
    <message>
        <source>no multi-ground system</source>
        <translation>没有基面系统</translation>
    </message>
    <message>
        <source>the height of a surface is missing</source>
        <translation>缺少基面高程</translation>
    </message>
    <message>
        <source>the heights of a vertical component are missing</source>
        <translation>缺少竖向构件两端高程</translation>
    </message>
    <message>
        <source>the width or run of a vertical component is missing</source>
        <translation>缺少竖向构件的宽度或水平长</translation>
    </message>
    <message>
        <source>the height or storey of a floor is missing</source>
        <translation>缺少楼层的高程或层号</translation>
    </message>
    <message>
        <source>District {}</source>
        <translation>片区 {}</translation>
    </message>
    <message>
        <source>system | surfaces | area m² | F above | F below | ground | F</source>
        <translation>系统 | 基面数 | 面积 m² | 地上 F | 地下 F | 地表层 | F</translation>
    </message>
    <message>
        <source>{}: {} features lie outside every district, at least in part</source>
        <translation>{}：{} 个要素至少有一部分位于所有片区之外</translation>
    </message>
    <message>
        <source>assumed {}</source>
        <translation>假定{}</translation>
    </message>
    <message>
        <source>public</source>
        <translation>公共</translation>
    </message>
    <message>
        <source>outdoors</source>
        <translation>位于室外</translation>
    </message>
    <message>
        <source>open day and night</source>
        <translation>全天开放</translation>
    </message>
    <message>
        <source>no lift</source>
        <translation>不是电梯</translation>
    </message>
    <message>
        <source>below the ground</source>
        <translation>低于地面</translation>
    </message>
    <message>
        <source>rests on a building</source>
        <translation>位于建筑之上</translation>
    </message>
    <message>
        <source>above the ground</source>
        <translation>高于地面</translation>
    </message>
    <message>
        <source>near the level of the ground</source>
        <translation>接近地面高度</translation>
    </message>
    <message>
        <source>kind as given</source>
        <translation>采用给定的类型</translation>
    </message>
    <message>
        <source>too high or too deep</source>
        <translation>过高或过深</translation>
    </message>
    <message>
        <source>height missing</source>
        <translation>缺少高程</translation>
    </message>
    <message>
        <source>not public</source>
        <translation>非公共</translation>
    </message>
    <message>
        <source>indoors</source>
        <translation>位于室内</translation>
    </message>
    <message>
        <source>closed at night</source>
        <translation>夜间关闭</translation>
    </message>
    <message>
        <source>a lift</source>
        <translation>电梯</translation>
    </message>
    <message>
        <source>enclosed stairs</source>
        <translation>封闭楼梯</translation>
    </message>
    <message>
        <source>isolated: no system meets it</source>
        <translation>孤立基面：不与任何系统相接</translation>
    </message>
    <message>
        <source>on the ground</source>
        <translation>位于地面</translation>
    </message>
    <message>
        <source>a part of it, the rest lies elsewhere</source>
        <translation>仅为其中一部分，其余位于别处</translation>
    </message>
    <message>
        <source>outside every district</source>
        <translation>位于所有片区之外</translation>
    </message>
    <message>
        <source>meets no surface</source>
        <translation>不与任何基面相接</translation>
    </message>
    <message>
        <source>one end meets nothing</source>
        <translation>一端没有相接之处</translation>
    </message>
    <message>
        <source>width or run missing</source>
        <translation>缺少宽度或水平长</translation>
    </message>
    <message>
        <source>width assumed</source>
        <translation>宽度为假定值</translation>
    </message>
    <message>
        <source>names a surface that there is not</source>
        <translation>所指的基面不存在</translation>
    </message>
    <message>
        <source>no surface at its level</source>
        <translation>同一高度没有基面</translation>
    </message>
    <message>
        <source>not open to the surface</source>
        <translation>不向基面开放</translation>
    </message>
    <message>
        <source>auxiliary space</source>
        <translation>设备与车库等辅助空间</translation>
    </message>
    <message>
        <source>on the ground: counts with the ground, once per system</source>
        <translation>位于地面：并入地表层，每个系统计一次</translation>
    </message>
    <message>
        <source>counted with another part of the floor</source>
        <translation>已与该楼层的另一部分一并计入</translation>
    </message>
    <message>
        <source>access unknown</source>
        <translation>公共性未知</translation>
    </message>
    <message>
        <source>enclosure unknown</source>
        <translation>围合情况未知</translation>
    </message>
    <message>
        <source>hours unknown</source>
        <translation>开放时间未知</translation>
    </message>
    <message>
        <source>kind unknown</source>
        <translation>类型未知</translation>
    </message>
    <message>
        <source>multi-ground system (each its own colour)</source>
        <translation>基面系统（各用一种颜色）</translation>
    </message>
    <message>
        <source>isolated: joined to nothing</source>
        <translation>孤立基面：不与任何基面相连</translation>
    </message>
    <message>
        <source>no near-ground surface, or outside</source>
        <translation>非近地基面，或位于片区之外</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>skyway</source>
        <translation>空中</translation>
    </message>
    <message>
        <source>rooftop</source>
        <translation>屋顶</translation>
    </message>
    <message>
        <source>underground</source>
        <translation>地下</translation>
    </message>
    <message>
        <source>other near-ground surface</source>
        <translation>其他近地基面</translation>
    </message>
    <message>
        <source>metres, a field of every layer, or buildings that have a ground level</source>
        <translation>米数、各图层共有的字段，或带有地面标高的建筑</translation>
    </message>
    <message>
        <source>Leave GROUND_Z empty where heights are above ground.</source>
        <translation>高程为高出地面的高度时，请将 GROUND_Z 留空。</translation>
    </message>
    <message>
        <source>Enter a tolerance in metres, for example 0.5.</source>
        <translation>请输入以米为单位的容差，例如 0.5。</translation>
    </message>
    <message>
        <source>an area above 0 m², or a field of the districts</source>
        <translation>大于 0 m² 的面积，或片区图层的字段</translation>
    </message>
    <message>
        <source>Leave PLANNED_AREA empty for the area of the polygon.</source>
        <translation>将 PLANNED_AREA 留空，即取面的面积。</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>请选择其中之一。</translation>
    </message>
    <message>
        <source>the strict reading, where there are no ground spaces</source>
        <translation>没有地面层公共空间图层时，只能用严格口径</translation>
    </message>
    <message>
        <source>Choose GROUND_SPACES, or the strict reading.</source>
        <translation>请选择 GROUND_SPACES，或采用严格口径。</translation>
    </message>
    <message>
        <source>0 m or more, and a width and slope above 0</source>
        <translation>距离不小于 0 米，宽度和坡度大于 0</translation>
    </message>
    <message>
        <source>Enter metres, or the slope of new stairs as rise : run.</source>
        <translation>请输入米数；新建楼梯的坡度按“高 : 水平长”输入。</translation>
    </message>
    <message>
        <source>Connection efficiency ratio of near-ground surfaces, clauses 6.1.2 to 6.2.2: connected storeys per multi-ground system, times planned land per area of surfaces and vertical components. 3 to 5 is excellent, 1 to 7 good.

Give the surfaces in one layer, or in a layer for each kind, or both.

A system is a group of surfaces that meet on the level or by stairs, escalators and ramps that are outdoors, public and open day and night; lifts and enclosed stairs do not count, and the ground joins nothing. A floor counts once per system, and so does the ground. A better grade need not mean a better district: compare the number of systems, the connected storeys and the ratio as well.</source>
        <translation>近地基面的连通工效比（MPER），第 6.1.2 至 6.2.2 条：平均每个基面系统的连通楼层数，乘以片区规划用地面积与基面及竖向构件面积之比。3 至 5 为优秀，1 至 7 为良好。

基面可放在一个图层中，也可按类型分层，或两者并用。

基面系统是一组相互连通的基面：在同一高度相接，或由室外、公共、全天开放的楼梯、扶梯和坡道相连；电梯和封闭楼梯不计入，地面不连接任何系统。每个楼层在每个系统中计一次，地表层亦然。评级更高不一定意味着片区更好：还应比较系统数量、连通楼层数和面积比值。</translation>
    </message>
    <message>
        <source>nearer to 3–5</source>
        <translation>更接近 3–5</translation>
    </message>
    <message>
        <source>no nearer to 3–5</source>
        <translation>与 3–5 的差距不变</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>For {grade}: ratio {from_:.3f}–{to:.3f}, by {low:,.0f}–{high:,.0f} m² of surfaces</source>
        <translation>{grade}所需：面积比值 {from_:.3f}–{to:.3f}，即基面 {low:,.0f}–{high:,.0f} m²</translation>
    </message>
    <message>
        <source>a better grade</source>
        <translation>评级提高</translation>
    </message>
    <message>
        <source>no measure within the limits</source>
        <translation>限定范围内没有可行措施</translation>
    </message>
    <message>
        <source>Surfaces of all kinds</source>
        <translation>各类基面</translation>
    </message>
    <message>
        <source>All near-ground surfaces in one layer, with their height in metres, or level; one without a kind is classified by clause 6.1.3.</source>
        <translation>所有近地基面放在一个图层中，带有以米为单位的高程或层级；没有类型的按第 6.1.3 条判定。</translation>
    </message>
    <message>
        <source>as open, and the result says how many</source>
        <translation>视为开放，并在结果中说明数量</translation>
    </message>
    <message>
        <source>strict, without the ground plane</source>
        <translation>严格口径，不含地面层</translation>
    </message>
    <message>
        <source>ΣF {f:g} / N {n} × A_PD {land:,.2f} m² / {area:,.2f} m² of surfaces and vertical components (ratio {ratio:.3f}, mean F {mean}).</source>
        <translation>ΣF {f:g} / N {n} × A_PD {land:,.2f} m² / 基面与竖向构件 {area:,.2f} m²（面积比值 {ratio:.3f}，F 平均值 {mean}）。</translation>
    </message>
    <message>
        <source>Isolated groups of surfaces: {}.</source>
        <translation>孤立基面组数：{}。</translation>
    </message>
    <message>
        <source>Surfaces and components assumed open: {}.</source>
        <translation>假定为开放的基面与构件：{}。</translation>
    </message>
    <message>
        <source>Assumed widths: {}.</source>
        <translation>假定的宽度：{} 处。</translation>
    </message>
    <message>
        <source>Floor areas within 0.2 % of a step: {}.</source>
        <translation>与计数界限相差不超过 0.2 % 的楼层面积：{} 处。</translation>
    </message>
    <message>
        <source>within {:g} minutes, estimated by straight lines</source>
        <translation>{:g} 分钟以内（按直线估算）</translation>
    </message>
    <message>
        <source>No office has a floor area: every office counts the same.</source>
        <translation>所有办公均无建筑面积：每处办公权重相同。</translation>
    </message>
    <message>
        <source>Metres, or a field of the network, where all heights are absolute, of ways and of places; empty: above ground.</source>
        <translation>当道路与地点的高程均为绝对高程时，填写地面高程（米）或路网字段；留空表示高度自地面算起。</translation>
    </message>
    <message>
        <source>without a height of the ground, taken from the nearest line that has one</source>
        <translation>缺少地面高程，取最近的有地面高程的线的值</translation>
    </message>
    <message>
        <source>of a level that cannot be read, taken as lines without a level</source>
        <translation>层级无法识别，按无层级的线处理</translation>
    </message>
    <message>
        <source>{}: {} places on a storey that cannot be read, taken as unknown: {}</source>
        <translation>{}：{} 个地点的楼层无法识别，按未知处理：{}</translation>
    </message>
    <message>
        <source>{}: {} places on a level that cannot be read, taken as unknown: {}</source>
        <translation>{}：{} 个地点的层级无法识别，按未知处理：{}</translation>
    </message>
    <message>
        <source>Estimated: straight lines of {:.0f} m, 0.7 of a walk of {:g} minutes, less any lift ride.</source>
        <translation>估算：直线距离 {:.0f} m，即 {:g} 分钟步行距离的 0.7 倍，另扣除乘电梯的时间。</translation>
    </message>
    <message>
        <source>No street within {:g} minutes: the way to the street takes longer, or the street is one-way and ends here.</source>
        <translation>{:g} 分钟内到不了任何道路：到达道路所需时间更长，或该道路为单向且止于此处。</translation>
    </message>
    <message>
        <source>a field without a single height</source>
        <translation>该字段没有任何高程值</translation>
    </message>
    <message>
        <source>Building storeys (4.1.4)</source>
        <translation>建筑层数（4.1.4）</translation>
    </message>
    <message>
        <source>building,storey,floor,level,height,guideline</source>
        <translation>建筑,层数,楼层,高度,导则</translation>
    </message>
    <message>
        <source>Footprints of buildings, with their storeys or their height.</source>
        <translation>建筑基底轮廓，带层数或高度。</translation>
    </message>
    <message>
        <source>Floors</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Field with the storeys</source>
        <translation>层数字段</translation>
    </message>
    <message>
        <source>Number of storeys, or a text such as 12F/2D or 地上30层.</source>
        <translation>层数，或 12F/2D、地上30层 等文字。</translation>
    </message>
    <message>
        <source>Field with the height</source>
        <translation>建筑高度字段</translation>
    </message>
    <message>
        <source>Height of the building in metres, read where no storeys are stated.</source>
        <translation>建筑高度（米），未注明层数时读取。</translation>
    </message>
    <message>
        <source>Height of a storey</source>
        <translation>层高</translation>
    </message>
    <message>
        <source>Metres by which a height is divided where only the height is known.</source>
        <translation>仅知建筑高度时用于换算层数的层高（米）。</translation>
    </message>
    <message>
        <source>Building storeys</source>
        <translation>建筑层数</translation>
    </message>
    <message>
        <source>Mean of the storeys of all buildings</source>
        <translation>全部建筑的平均层数</translation>
    </message>
    <message>
        <source>Floor area per footprint</source>
        <translation>建筑面积与基底面积之比</translation>
    </message>
    <message>
        <source>Share of the buildings with 7 to 25 storeys (0–1)</source>
        <translation>7 至 25 层建筑的数量占比 (0–1)</translation>
    </message>
    <message>
        <source>Share of the floor area in buildings with 7 to 25 storeys (0–1)</source>
        <translation>7 至 25 层建筑的建筑面积占比 (0–1)</translation>
    </message>
    <message>
        <source>Buildings with more storeys than permitted</source>
        <translation>超过允许层数的建筑数</translation>
    </message>
    <message>
        <source>Grade of all buildings</source>
        <translation>全部建筑的等级</translation>
    </message>
    <message>
        <source>{:+g} storeys</source>
        <translation>{:+g} 层</translation>
    </message>
    <message>
        <source>Floor areas are known of {known} of {all} buildings: figures by area are theirs</source>
        <translation>{all} 栋建筑中有 {known} 栋已知建筑面积：按面积计算的指标仅针对这些建筑</translation>
    </message>
    <message>
        <source>{} floors belong to no building and are left out</source>
        <translation>{} 个楼层不属于任何建筑，未计入</translation>
    </message>
    <message>
        <source>The field with areas holds footprints, not floor areas: no figure is made of it.</source>
        <translation>面积字段是基底面积而非建筑面积：不据此计算任何指标。</translation>
    </message>
    <message>
        <source>The highest of {} parts of the building counts.</source>
        <translation>以该建筑 {} 个部分中最高者计。</translation>
    </message>
    <message>
        <source>Preferable {low:g}–{high:g}, recommended up to {good:g}, at most {most:g}.</source>
        <translation>以 {low:g}–{high:g} 层为宜，宜控制在 {good:g} 层以下，不应超过 {most:g} 层。</translation>
    </message>
    <message>
        <source>{n:g} storeys.</source>
        <translation>{n:g} 层。</translation>
    </message>
    <message>
        <source>{n:g} storeys, the highest floor.</source>
        <translation>{n:g} 层，取自最高楼层。</translation>
    </message>
    <message>
        <source>{n:g} storeys from the height ({exact:.2f} × {step:g} m).</source>
        <translation>由高度推算为 {n:g} 层（{exact:.2f} × {step:g} m）。</translation>
    </message>
    <message>
        <source>Neither storeys nor a height is known.</source>
        <translation>层数与高度均未知。</translation>
    </message>
    <message>
        <source>The storeys of a part of the building are not known.</source>
        <translation>该建筑有一部分的层数未知。</translation>
    </message>
    <message>
        <source>The storeys cannot be read: {stated}</source>
        <translation>层数无法识别：{stated}</translation>
    </message>
    <message>
        <source>High-intensity district? (1.0.2)</source>
        <translation>是否为高强度片区（1.0.2）</translation>
    </message>
    <message>
        <source>District</source>
        <translation>片区</translation>
    </message>
    <message>
        <source>district,intensity,density,floor area ratio,station,transit,guideline</source>
        <translation>片区,强度,密度,容积率,站点,轨道交通,导则</translation>
    </message>
    <message>
        <source>Whether a district is one of high intensity, to which the guideline applies, clause 1.0.2, by the draft standard on such districts.

Floor area ratio above and below ground on net land, equivalent density of stations, and share of land for public services and commerce: a district that reaches all three baselines is high, one that reaches the first but not both others is quasi, any other is not. What the data do not tell is named as missing and never taken for 0.</source>
        <translation>按《城市高强度片区界定与分类标准》征求意见稿，判定片区是否为导则适用的高强度片区（第 1.0.2 条）。

依据净用地上的地上、地下容积率，交通站点等效密度，以及公共服务与商业服务业用地占比：三项均达基准值为高强度片区，容积率达到而其余两项未全部达到为准高强度片区，其他为非高强度片区。数据未说明的列为缺失，绝不当作 0。</translation>
    </message>
    <message>
        <source>Plots of land with their use; roads and green among them are told by it.</source>
        <translation>带用地性质的地块；其中的道路和绿地由用地性质识别。</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Stations of metro, tram, bus rapid transit and bus.</source>
        <translation>地铁、有轨电车、快速公交和公交站点。</translation>
    </message>
    <message>
        <source>Field with the kind of station</source>
        <translation>站点类型字段</translation>
    </message>
    <message>
        <source>metro, tram, brt or bus, or words for them.</source>
        <translation>metro、tram、brt、bus 或相应的词语。</translation>
    </message>
    <message>
        <source>Intensity of districts</source>
        <translation>片区强度</translation>
    </message>
    <message>
        <source>Class of the district</source>
        <translation>片区类别</translation>
    </message>
    <message>
        <source>BUILDINGS was not given: buildings without a space do not count.</source>
        <translation>未提供 BUILDINGS：没有空间数据的建筑不计入。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Missing data</source>
        <translation>缺失数据</translation>
    </message>
    <message>
        <source>plots</source>
        <translation>地块</translation>
    </message>
    <message>
        <source>plots without overlaps</source>
        <translation>无重叠的地块</translation>
    </message>
    <message>
        <source>land use</source>
        <translation>用地性质</translation>
    </message>
    <message>
        <source>floor areas</source>
        <translation>建筑面积</translation>
    </message>
    <message>
        <source>many floor areas</source>
        <translation>较多建筑面积</translation>
    </message>
    <message>
        <source>floors below ground</source>
        <translation>地下楼层</translation>
    </message>
    <message>
        <source>stations</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>kinds of stations</source>
        <translation>站点类型</translation>
    </message>
    <message>
        <source>High-intensity district.</source>
        <translation>高强度片区。</translation>
    </message>
    <message>
        <source>Quasi high-intensity district.</source>
        <translation>准高强度片区。</translation>
    </message>
    <message>
        <source>Not a high-intensity district.</source>
        <translation>非高强度片区。</translation>
    </message>
    <message>
        <source>Cannot be told; missing: {}.</source>
        <translation>无法判定；缺失：{}。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Floor area ratio {far} ({above} above and {below} below ground; baseline {far_base:g}), {transit} stations per km² (baseline {transit_base:g}), {public} % public land (baseline {public_base:g}).</source>
        <translation>容积率 {far}（地上 {above}，地下 {below}；基准值 {far_base:g}），站点等效密度 {transit} 个/km²（基准值 {transit_base:g}），公共性用地占比 {public} %（基准值 {public_base:g}）。</translation>
    </message>
    <message>
        <source>floor area ratio</source>
        <translation>容积率</translation>
    </message>
    <message>
        <source>station density</source>
        <translation>站点密度</translation>
    </message>
    <message>
        <source>share of public land</source>
        <translation>公共性用地占比</translation>
    </message>
    <message>
        <source>Within {tolerance:g} % of the baseline, which the draft allows to shift: {names}.</source>
        <translation>与基准值相差不超过 {tolerance:g} %（征求意见稿允许浮动）：{names}。</translation>
    </message>
    <message>
        <source>{area:.2f} km² is outside the {low:g} to {high:g} km² of such districts.</source>
        <translation>{area:.2f} km² 不在此类片区的 {low:g}~{high:g} km² 范围内。</translation>
    </message>
    <message>
        <source>Stations of unknown kind, not counted: {:.0f}.</source>
        <translation>类型不明、未计入的站点：{:.0f} 个。</translation>
    </message>
    <message>
        <source>Land of unknown use: {:.2f} %.</source>
        <translation>用地性质不明的用地：{:.2f} %。</translation>
    </message>
    <message>
        <source>Land that two plots share: {:.2f} %.</source>
        <translation>被两个地块重复占用的用地：{:.2f} %。</translation>
    </message>
    <message>
        <source>Floor area above ground that stands on no plot: {:.2f} %.</source>
        <translation>不在任何地块内的地上建筑面积：{:.2f} %。</translation>
    </message>
    <message>
        <source>Function mix and density (5.1)</source>
        <translation>功能混合与密度（5.1）</translation>
    </message>
    <message>
        <source>function,mix,entropy,density,far,spacematrix,block,guideline</source>
        <translation>功能,混合,熵,密度,容积率,spacematrix,街区,导则</translation>
    </message>
    <message>
        <source>How the seven functions are mixed in plots, blocks or districts, clauses 5.1.1 and 5.1.2: floor area of each, shares of the three dimensions, Shannon entropy (0 for one function, 1 for seven equal ones), HHI and the share of housing; and the density: floor area ratio above ground, ground covered, open space per floor area and mean storeys (Spacematrix).

The function of a space comes from its field, its land-use code, its tags, or its building, in this order. Where less than 90 % of the floor area is classified the finding says so. The guideline gives no bound, so there is no grade. Without units the blocks between the counted roads are made.</source>
        <translation>七类功能在地块、街区或片区中的混合程度，对应第 5.1.1、5.1.2 条：各功能建筑面积、三大类占比、香农熵（单一功能为 0，七类均等为 1）、赫芬达尔指数和居住占比；以及密度：地上容积率、建筑密度、开放空间率和平均层数（Spacematrix）。

空间的功能依次取自字段、用地代码、标签或所在建筑。功能已知的建筑面积不足 90 % 时，结论中会说明。导则未给出界限，因此不评级。未提供单元时，由计入的道路围合出街区。</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Plots, blocks or districts; empty: the blocks between the roads below.</source>
        <translation>地块、街区或片区；留空则取下方道路围合的街区。</translation>
    </message>
    <message>
        <source>Function mix</source>
        <translation>功能混合</translation>
    </message>
    <message>
        <source>Entropy of the floor area of all units together</source>
        <translation>全部单元建筑面积合计的混合熵</translation>
    </message>
    <message>
        <source>neither units nor roads</source>
        <translation>既无单元也无道路</translation>
    </message>
    <message>
        <source>polygons to measure, or roads with blocks between them</source>
        <translation>待计算的面，或能围合街区的道路</translation>
    </message>
    <message>
        <source>Choose UNITS or ROADS.</source>
        <translation>请选择 UNITS 或 ROADS。</translation>
    </message>
    <message>
        <source>no function known</source>
        <translation>功能未知</translation>
    </message>
    <message>
        <source>No floor area is known here.</source>
        <translation>此处没有已知的建筑面积。</translation>
    </message>
    <message>
        <source>The function of none of the {total:,.2f} m² of floor area is known.</source>
        <translation>{total:,.2f} m² 建筑面积的功能均未知。</translation>
    </message>
    <message>
        <source>{total:,.2f} m² of floor area: {shares}. {n} of 7 functions, entropy {entropy:.4f}; floor area ratio {far:.4f}.</source>
        <translation>建筑面积 {total:,.2f} m²：{shares}。7 类功能中有 {n} 类，混合熵 {entropy:.4f}；容积率 {far:.4f}。</translation>
    </message>
    <message>
        <source>{function} {share:.2f} %</source>
        <translation>{function} {share:.2f} %</translation>
    </message>
    <message>
        <source>Incomplete: only {classified:.2f} % of the floor area is classified, less than {least:g} %.</source>
        <translation>结果不完整：仅 {classified:.2f} % 的建筑面积已分类，不足 {least:g} %。</translation>
    </message>
    <message>
        <source>Plot layout and blocks (4.1.1, 4.1.2)</source>
        <translation>地块划分与街区（4.1.1、4.1.2）</translation>
    </message>
    <message>
        <source>plot,parcel,block,topology,overlap,gap,sliver,road,water,guideline</source>
        <translation>地块,宗地,街区,拓扑,重叠,缝隙,碎片,道路,水域,导则</translation>
    </message>
    <message>
        <source>Where plots do not follow roads, water and each other, clause 4.1.1, and the blocks between the roads, clause 4.1.2.

A plot that a counted road or water crosses, or that overlaps another, is a violation; a gap beside it, or a plot narrower than a street, is fair. Without roads no plot passes. Blocks are the faces between the centre lines of counted roads: their size, floor area ratio and street density stand beside the planned values and are not graded.</source>
        <translation>找出地块与道路、水域及相邻地块不一致之处（第 4.1.1 条），并划出道路之间的街区（第 4.1.2 条）。

被计入的道路或水域穿越的地块，或与其他地块重叠的地块，为不满足；旁有缝隙的地块，或窄于街道的地块，为一般。未提供道路时，任何地块都不判为通过。街区是计入道路中心线围成的面：其大小、容积率和路网密度与规划值并列，不作评级。</translation>
    </message>
    <message>
        <source>Plots of land.</source>
        <translation>用地地块。</translation>
    </message>
    <message>
        <source>Centre lines of roads; without them no plot passes and there are no blocks.</source>
        <translation>道路中心线；未提供时任何地块都不判为通过，也没有街区。</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>水域</translation>
    </message>
    <message>
        <source>Rivers, channels and lakes, as surfaces or lines.</source>
        <translation>河流、水渠和湖泊，面或线均可。</translation>
    </message>
    <message>
        <source>Blocks end at the districts&apos; outlines and take the planned values from them.</source>
        <translation>街区止于片区边界，规划值取自片区。</translation>
    </message>
    <message>
        <source>km/km² above 0; empty takes the field planned_density of the districts.</source>
        <translation>km/km²，大于 0；留空则取片区的 planned_density 字段。</translation>
    </message>
    <message>
        <source>Planned floor area ratio</source>
        <translation>规划容积率</translation>
    </message>
    <message>
        <source>A number above 0; empty takes the field planned_far of the districts.</source>
        <translation>大于 0 的数；留空则取片区的 planned_far 字段。</translation>
    </message>
    <message>
        <source>Field with the plot&apos;s number</source>
        <translation>地块编号字段</translation>
    </message>
    <message>
        <source>What findings call the plot.</source>
        <translation>结论中对地块的称呼。</translation>
    </message>
    <message>
        <source>Field with the floor area ratio</source>
        <translation>容积率字段</translation>
    </message>
    <message>
        <source>Floor area above ground per area of the plot.</source>
        <translation>地上建筑面积与地块面积之比。</translation>
    </message>
    <message>
        <source>Code or name of the land use; land of roads and water is no plot.</source>
        <translation>用地性质代码或名称；道路和水域用地不作为地块。</translation>
    </message>
    <message>
        <source>Conflicts of plots</source>
        <translation>地块冲突</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>街区</translation>
    </message>
    <message>
        <source>Plot layout</source>
        <translation>地块划分</translation>
    </message>
    <message>
        <source>Conflicts found</source>
        <translation>冲突数量</translation>
    </message>
    <message>
        <source>Mean side of the blocks with plots (m)</source>
        <translation>有地块的街区平均边长 (m)</translation>
    </message>
    <message>
        <source>Grade of all plots</source>
        <translation>全部地块的评级</translation>
    </message>
    <message>
        <source>Enter the planned value, or leave it empty.</source>
        <translation>请输入规划值，或留空。</translation>
    </message>
    <message>
        <source>No blocks: ROADS enclose none, or were not given.</source>
        <translation>没有街区：ROADS 未围成街区，或未提供。</translation>
    </message>
    <message>
        <source>Public property (5.3.3)</source>
        <translation>公共物业（5.3.3）</translation>
    </message>
    <message>
        <source>public,property,ownership,share,facility,transfer,guideline</source>
        <translation>公共,物业,权属,占比,设施,出让,导则</translation>
    </message>
    <message>
        <source>Share of public property in a district&apos;s floor area, underground included, clause 5.3.3: inside the band of the district&apos;s type excellent, above it good, below it fair. Three readings stand side by side: by function (public service and auxiliary service), which is graded, by owner, and by function without parking.

The configuration lists the items of table 5.3.3 for the district&apos;s type and how many facilities of each lie in the district. The plots tell who holds their public floor area and what their transfer conditions leave open, clause 5.3.4. A district of unknown type is not assessed; the type that the data suggest is told.</source>
        <translation>公共物业占片区总建筑面积（含地下）的比例，对应第 5.3.3 条：在所属片区类型的区间内为优秀，高于为良好，低于为一般。三种口径并列：按功能（公共服务与辅助服务，用于评级）、按权属、按功能但不含停车。

配置表列出表 5.3.3 对该类型片区的配置项目，以及片区内各项设施的数量。地块结果说明其公共物业的持有主体和出让条件中未明确的内容，对应第 5.3.4 条。类型未知的片区不评价，并给出数据所提示的类型。</translation>
    </message>
    <message>
        <source>Outlines of districts, with their type in the field type.</source>
        <translation>片区范围，片区类型在字段 type 中。</translation>
    </message>
    <message>
        <source>Points or polygons with category, name or OSM tags, for the configuration.</source>
        <translation>带类别、名称或 OSM 标签的点或面，用于核对配置。</translation>
    </message>
    <message>
        <source>Plots of land with what their transfer conditions state, for the plot output.</source>
        <translation>地块及其出让条件内容，用于地块结果。</translation>
    </message>
    <message>
        <source>Type of the districts</source>
        <translation>片区类型</translation>
    </message>
    <message>
        <source>One type for all districts, or that of each from its field type.</source>
        <translation>全部片区采用同一类型，或取各自字段 type 中的类型。</translation>
    </message>
    <message>
        <source>from the data</source>
        <translation>取自数据</translation>
    </message>
    <message>
        <source>Field with the owner</source>
        <translation>权属字段</translation>
    </message>
    <message>
        <source>Words such as public, government or transferred, private.</source>
        <translation>如公共、政府，或出让、私有等词语。</translation>
    </message>
    <message>
        <source>Public property</source>
        <translation>公共物业</translation>
    </message>
    <message>
        <source>Configuration of public property</source>
        <translation>公共物业配置</translation>
    </message>
    <message>
        <source>Public property of plots</source>
        <translation>地块公共物业</translation>
    </message>
    <message>
        <source>Public share of the floor area of all districts (%)</source>
        <translation>全部片区公共物业占比 (%)</translation>
    </message>
    <message>
        <source>PLOT_OUTPUT needs PLOTS: it is not written.</source>
        <translation>PLOT_OUTPUT 需要 PLOTS，未输出。</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>是否缺失</translation>
    </message>
    <message>
        <source>public property required</source>
        <translation>公共物业配置要求</translation>
    </message>
    <message>
        <source>holder</source>
        <translation>持有主体</translation>
    </message>
    <message>
        <source>mode of operation</source>
        <translation>运营模式</translation>
    </message>
    <message>
        <source>Street wall (4.1.3-2)</source>
        <translation>街墙界面（4.1.3-2）</translation>
    </message>
    <message>
        <source>street wall,frontage,continuity,setback,build-to line,guideline</source>
        <translation>街墙,沿街面,贴线率,连续性,退线,控制线,导则</translation>
    </message>
    <message>
        <source>Footprints of all buildings; a plot without one has an open frontage.</source>
        <translation>全部建筑的基底轮廓；没有建筑的地块，其沿街面视为间断。</translation>
    </message>
    <message>
        <source>Centre lines of roads; those of the road-class table count.</source>
        <translation>道路中心线；道路等级表中计入的道路参与计算。</translation>
    </message>
    <message>
        <source>Setback lines</source>
        <translation>建筑退线</translation>
    </message>
    <message>
        <source>Lines on which buildings are to stand, with the plot&apos;s name or lying in it.</source>
        <translation>建筑应贴齐的线，注明地块编号或位于地块之内。</translation>
    </message>
    <message>
        <source>Excluded areas</source>
        <translation>不计入的范围</translation>
    </message>
    <message>
        <source>Public passages, squares and heritage: the line that they lie on is left out.</source>
        <translation>公共通道、广场和历史建筑：其所在的控制线段不计入。</translation>
    </message>
    <message>
        <source>Metres from the control line, across it, within which a front counts.</source>
        <translation>垂直于控制线量取，建筑界面在此距离（米）以内计为贴线。</translation>
    </message>
    <message>
        <source>Target for a frontage (%)</source>
        <translation>沿街面目标值 (%)</translation>
    </message>
    <message>
        <source>Share of the control line in per cent from which a frontage is excellent.</source>
        <translation>沿街面贴线率达到此百分数即为优秀。</translation>
    </message>
    <message>
        <source>Minimum for a frontage (%)</source>
        <translation>沿街面最低值 (%)</translation>
    </message>
    <message>
        <source>Share of the control line in per cent from which a frontage is good.</source>
        <translation>沿街面贴线率达到此百分数即为良好。</translation>
    </message>
    <message>
        <source>Target for a street side (%)</source>
        <translation>街道一侧目标值 (%)</translation>
    </message>
    <message>
        <source>Share of the control line in per cent from which a street side is excellent.</source>
        <translation>街道一侧贴线率达到此百分数即为优秀。</translation>
    </message>
    <message>
        <source>Street wall of frontages</source>
        <translation>沿街面街墙</translation>
    </message>
    <message>
        <source>Street wall of plots</source>
        <translation>地块街墙</translation>
    </message>
    <message>
        <source>Street wall of street sides</source>
        <translation>街道一侧街墙</translation>
    </message>
    <message>
        <source>Covered and open pieces</source>
        <translation>贴线段与间断段</translation>
    </message>
    <message>
        <source>Continuity of all frontages (%)</source>
        <translation>全部沿街面的贴线率 (%)</translation>
    </message>
    <message>
        <source>Grade of all frontages</source>
        <translation>全部沿街面的等级</translation>
    </message>
    <message>
        <source>ROADS: no field with road classes, so every road counts</source>
        <translation>ROADS：没有道路等级字段，因此全部道路计入</translation>
    </message>
    <message>
        <source>No plot has a counted road in front of it within 40 m.</source>
        <translation>没有任何地块前方 40 m 内有计入的道路。</translation>
    </message>
    <message>
        <source>The control line is estimated.</source>
        <translation>控制线为估算。</translation>
    </message>
    <message>
        <source>Open land without a building: no street wall is asked of it.</source>
        <translation>没有建筑的开敞用地：不要求街墙界面。</translation>
    </message>
    <message>
        <source>Less than 5 m of control line are left to assess.</source>
        <translation>可评价的控制线不足 5 m。</translation>
    </message>
    <message>
        <source>No counted road lies within 40 m in front of this plot.</source>
        <translation>该地块前方 40 m 内没有计入的道路。</translation>
    </message>
    <message>
        <source>Vertical mix (5.2.2, 5.2.3)</source>
        <translation>竖向混合（5.2.2、5.2.3）</translation>
    </message>
    <message>
        <source>vertical,mix,function,storey,complex,inversion,guideline</source>
        <translation>竖向,混合,功能,楼层,综合体,倒置,导则</translation>
    </message>
    <message>
        <source>Vertical mix</source>
        <translation>竖向混合</translation>
    </message>
    <message>
        <source>Vertical checks</source>
        <translation>竖向检查</translation>
    </message>
    <message>
        <source>Inversions in all complexes</source>
        <translation>全部综合体的功能倒置数</translation>
    </message>
    <message>
        <source>Complexes with a storey 1–3 without a public function</source>
        <translation>1–3 层中有一层无公共功能的综合体数</translation>
    </message>
    <message>
        <source>Grade of all complexes</source>
        <translation>全部综合体的评级</translation>
    </message>
    <message>
        <source>Functions with 5 % of the floor area or more</source>
        <translation>占建筑面积 5 % 及以上的功能数</translation>
    </message>
    <message>
        <source>{complexes} complexes among {buildings} buildings; of {unknown} it is not known</source>
        <translation>{buildings} 栋建筑中有 {complexes} 栋综合体；{unknown} 栋无法判断</translation>
    </message>
    <message>
        <source>{} floors belong to no building, or to one of several of one name, and are left out</source>
        <translation>{} 个楼层不属于任何建筑，或其建筑名为多栋建筑共用，未计入</translation>
    </message>
    <message>
        <source>Vitality units (5.2.4)</source>
        <translation>活力单元（5.2.4）</translation>
    </message>
    <message>
        <source>vitality,block,function,mix,walk,horizontal,guideline</source>
        <translation>活力单元,街区,功能,混合,步行,水平,导则</translation>
    </message>
    <message>
        <source>Walk (minutes)</source>
        <translation>步行时间（分钟）</translation>
    </message>
    <message>
        <source>Minutes within which the blocks of a unit lie, rounded to 0.01.</source>
        <translation>单元内各街区的步行分钟数上限，时间按 0.01 取整。</translation>
    </message>
    <message>
        <source>Vitality units</source>
        <translation>活力单元</translation>
    </message>
    <message>
        <source>Floor area in blocks whose unit holds all three dimensions, share (0–1)</source>
        <translation>单元含全部三类维度的街区的建筑面积占比（0–1）</translation>
    </message>
    <message>
        <source>Grade of all blocks</source>
        <translation>全部街区的评级</translation>
    </message>
    <message>
        <source>neither blocks nor roads</source>
        <translation>既无街区也无道路</translation>
    </message>
    <message>
        <source>polygons, or roads with blocks between them</source>
        <translation>面，或可围合街区的道路</translation>
    </message>
    <message>
        <source>Choose BLOCKS or ROADS.</source>
        <translation>请选择 BLOCKS 或 ROADS。</translation>
    </message>
    <message>
        <source>Missing dimensions</source>
        <translation>缺少的维度</translation>
    </message>
    <message>
        <source>more than 0 minutes</source>
        <translation>大于 0 分钟</translation>
    </message>
    <message>
        <source>{} spaces lie in no block and are left out</source>
        <translation>{} 个空间不在任何街区内，未计入</translation>
    </message>
    <message>
        <source>Blocks within {walk:g} minutes: {blocks:.0f}, with all 3 dimensions ({functions}).</source>
        <translation>{walk:g} 分钟内的街区：{blocks:.0f} 个，含全部 3 类维度（{functions}）。</translation>
    </message>
    <message>
        <source>business (office, commercial, culture)</source>
        <translation>产业与服务（办公、商业、文化）</translation>
    </message>
    <message>
        <source>living (residential, hotel)</source>
        <translation>长短期居住（居住、酒店）</translation>
    </message>
    <message>
        <source>public service</source>
        <translation>公共服务</translation>
    </message>
    <message>
        <source>+{number:.0f} dimensions, of: {missing}</source>
        <translation>增加 {number:.0f} 类维度，可选：{missing}</translation>
    </message>
    <message>
        <source>Centre lines between which the blocks lie; read only where there are no blocks.</source>
        <translation>围合街区的道路中心线；仅在未给出街区时读取。</translation>
    </message>
    <message>
        <source>Outlines within which the blocks lie; read only where there are no blocks.</source>
        <translation>街区所在的片区轮廓；仅在未给出街区时读取。</translation>
    </message>
    <message>
        <source>Road classes that count</source>
        <translation>计入的道路等级</translation>
    </message>
    <message>
        <source>Names of road classes that bound blocks, divided by commas; * counts every road.</source>
        <translation>围合街区的道路等级名称，以逗号分隔；* 表示全部道路。</translation>
    </message>
    <message>
        <source>no block</source>
        <translation>无街区</translation>
    </message>
    <message>
        <source>roads that close at least one block</source>
        <translation>至少围合一个街区的道路</translation>
    </message>
    <message>
        <source>Give roads all around, or the outline of the district in DISTRICTS.</source>
        <translation>请给出四周的道路，或在 DISTRICTS 中给出片区轮廓。</translation>
    </message>
    <message>
        <source>{} blocks between the roads</source>
        <translation>道路围合出 {} 个街区</translation>
    </message>
    <message>
        <source>{size:.2f} m of counted road ({other}) run through plot {plot}; from {least:g} m on it is a conflict.</source>
        <translation>计入的道路（{other}）在地块 {plot} 内长 {size:.2f} m；达 {least:g} m 即为冲突。</translation>
    </message>
    <message>
        <source>Water ({other}) lies across plot {plot}: {size:.2f} m of its line or banks run through it; from {least:g} m it is a conflict.</source>
        <translation>水域（{other}）穿越地块 {plot}：其线或岸线在地块内长 {size:.2f} m；达 {least:g} m 即为冲突。</translation>
    </message>
    <message>
        <source>Plots {plot} and {other} overlap by {size:.2f} m, over {area:,.2f} m²; up to {most:g} m is tolerated.</source>
        <translation>地块 {plot} 与 {other} 重叠 {size:.2f} m，面积 {area:,.2f} m²；容差为 {most:g} m。</translation>
    </message>
    <message>
        <source>Plot {plot} is {size:.2f} m wide, or a part of it, less than the {street:g} m of a street.</source>
        <translation>地块 {plot}（或其一部分）宽 {size:.2f} m，不足街道的 {street:g} m。</translation>
    </message>
    <message>
        <source>A gap of {size:.2f} m, {area:,.2f} m², lies between plots {plot} and {other}: more than the {most:g} m tolerated, less than the {street:g} m of a street.</source>
        <translation>地块 {plot} 与 {other} 之间有宽 {size:.2f} m、面积 {area:,.2f} m² 的缝隙：超过容差 {most:g} m，又不足街道的 {street:g} m。</translation>
    </message>
    <message>
        <source>Crossed over {:.2f} m.</source>
        <translation>被穿越 {:.2f} m。</translation>
    </message>
    <message>
        <source>Overlaps another plot by {:.2f} m.</source>
        <translation>与其他地块重叠 {:.2f} m。</translation>
    </message>
    <message>
        <source>A gap or sliver {:.2f} m wide.</source>
        <translation>缝隙或碎片宽 {:.2f} m。</translation>
    </message>
    <message>
        <source>No conflict found.</source>
        <translation>未发现冲突。</translation>
    </message>
    <message>
        <source>Land of roads or water by its use: only overlaps count.</source>
        <translation>用地性质为道路或水域：只计重叠。</translation>
    </message>
    <message>
        <source>A road of unknown class runs through it: whether it counts is open.</source>
        <translation>有一条等级不明的道路穿过：是否计入尚无法判定。</translation>
    </message>
    <message>
        <source>It lies wholly in water: whether it is a plot of water is open.</source>
        <translation>整体位于水域内：是否为水域用地尚无法判定。</translation>
    </message>
    <message>
        <source>Checked against roads, water and other plots.</source>
        <translation>已与道路、水域及其他地块核对。</translation>
    </message>
    <message>
        <source>Checked against roads and other plots; water was not given.</source>
        <translation>已与道路及其他地块核对；未提供水域。</translation>
    </message>
    <message>
        <source>Checked against water and other plots; roads were not given.</source>
        <translation>已与水域及其他地块核对；未提供道路。</translation>
    </message>
    <message>
        <source>Checked against other plots only; neither roads nor water were given.</source>
        <translation>仅与其他地块核对；未提供道路和水域。</translation>
    </message>
    <message>
        <source>A block of {gross:,.2f} m² without a plot; street density {density}.</source>
        <translation>街区 {gross:,.2f} m²，没有地块；路网密度 {density}。</translation>
    </message>
    <message>
        <source>(known for {:.2f} % of the plots&apos; area)</source>
        <translation>（已知部分占地块面积的 {:.2f} %）</translation>
    </message>
    <message>
        <source>A block of {gross:,.2f} m² with {net:,.2f} m² of plots, side {side:.2f} m; floor area ratio {far}; street density {density}.</source>
        <translation>街区 {gross:,.2f} m²，其中地块 {net:,.2f} m²，边长 {side:.2f} m；容积率 {far}；路网密度 {density}。</translation>
    </message>
    <message>
        <source>The district's street density is {:.2f} km/km².</source>
        <translation>片区路网密度为 {:.2f} km/km²。</translation>
    </message>
    <message>
        <source>{found} (planned {planned:g})</source>
        <translation>{found}（规划 {planned:g}）</translation>
    </message>
    <message>
        <source>crossing</source>
        <translation>穿越</translation>
    </message>
    <message>
        <source>overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>gap or sliver</source>
        <translation>缝隙或碎片</translation>
    </message>
    <message>
        <source>integrated city centre</source>
        <translation>综合城市中心区</translation>
    </message>
    <message>
        <source>integrated industrial park</source>
        <translation>综合产业园区</translation>
    </message>
    <message>
        <source>integrated transport hub</source>
        <translation>综合交通枢纽区</translation>
    </message>
    <message>
        <source>integrated residential district</source>
        <translation>综合居住生活区</translation>
    </message>
    <message>
        <source>No floor area of known function lies in the district.</source>
        <translation>片区内没有功能已知的建筑面积。</translation>
    </message>
    <message>
        <source>{share:.2f} % of {total:,.2f} m² of floor area is public property by its function.</source>
        <translation>按功能，总建筑面积 {total:,.2f} m² 中公共物业占 {share:.2f} %。</translation>
    </message>
    <message>
        <source>Recommended for an {type}: {low:g}–{high:g} %.</source>
        <translation>{type}建议 {low:g}–{high:g} %。</translation>
    </message>
    <message>
        <source>The type of the district is unknown; the data suggest: {type} (housing {housing:.2f} %, industry and research {industry:.2f} % of the floor area).</source>
        <translation>片区类型未知；数据提示为{type}（居住占建筑面积 {housing:.2f} %，产业与研发占 {industry:.2f} %）。</translation>
    </message>
    <message>
        <source>Not assessed: the function of only {:.2f} % is known, {:g} % are needed.</source>
        <translation>不可评价：仅 {:.2f} % 的建筑面积功能已知，需达到 {:g} %。</translation>
    </message>
    <message>
        <source>Of {:.2f} % the function is unknown; with all of it public: {:.2f} %.</source>
        <translation>{:.2f} % 的建筑面积功能未知；若全部为公共物业，占比为 {:.2f} %。</translation>
    </message>
    <message>
        <source>By owner: {:.2f} %.</source>
        <translation>按权属：{:.2f} %。</translation>
    </message>
    <message>
        <source>By owner: unknown; the owner of {:.2f} % is known, {:g} % are needed.</source>
        <translation>按权属：未知；{:.2f} % 的建筑面积权属已知，需达到 {:g} %。</translation>
    </message>
    <message>
        <source>Without parking: {:.2f} %.</source>
        <translation>不含停车：{:.2f} %。</translation>
    </message>
    <message>
        <source>Without parking: unknown, as auxiliary space is not divided.</source>
        <translation>不含停车：未知，辅助服务未细分。</translation>
    </message>
    <message>
        <source>The floor area of {unknown} of {all} spaces is unknown and left out.</source>
        <translation>{all} 个空间中有 {unknown} 个建筑面积未知，未计入。</translation>
    </message>
    <message>
        <source>{same:+,.2f} m² of public floor area at the same total, or {built:+,.2f} m² where the total changes with it</source>
        <translation>总建筑面积不变时公共物业 {same:+,.2f} m²；总建筑面积随之增减时 {built:+,.2f} m²</translation>
    </message>
    <message>
        <source>Spaces</source>
        <translation>空间</translation>
    </message>
    <message>
        <source>Floors, whole buildings, points, or a table without geometry, with function and floor area.</source>
        <translation>带功能和建筑面积的楼层、整栋建筑、点，或无几何的表格。</translation>
    </message>
    <message>
        <source>Footprints that a table joins by its field building, and that count themselves where no space of theirs is known.</source>
        <translation>建筑轮廓；表格按字段 building 与之关联，没有任何已知空间的建筑按整栋计入。</translation>
    </message>
    <message>
        <source>Field with the function</source>
        <translation>功能字段</translation>
    </message>
    <message>
        <source>Words, land-use codes or the codes of the guideline&apos;s seven functions.</source>
        <translation>词语、用地代码，或导则七类功能的代码。</translation>
    </message>
    <message>
        <source>Floor area in m².</source>
        <translation>建筑面积，m²。</translation>
    </message>
    <message>
        <source>{}: floor area unknown, left out: {} of {}: {}</source>
        <translation>{}：建筑面积未知，未计入：{} / {}：{}</translation>
    </message>
    <message>
        <source>{}: function unknown: {} of {}: {}</source>
        <translation>{}：功能未知：{} / {}：{}</translation>
    </message>
    <message>
        <source>{}: place unknown, left out: {} of {}: {}</source>
        <translation>{}：位置未知，未计入：{} / {}：{}</translation>
    </message>
    <message>
        <source>{}: the field with areas holds footprints, not floor areas: footprint times storeys counts instead.</source>
        <translation>{}：面积字段为占地面积而非建筑面积，改按占地面积乘以层数计算。</translation>
    </message>
    <message>
        <source>{}: auxiliary area larger than the floor area, cut to it: {} of {}: {}</source>
        <translation>{}：配套面积大于建筑面积，按建筑面积截取：{} / {}：{}</translation>
    </message>
    <message>
        <source>{} buildings without a space of their own count with footprint times storeys.</source>
        <translation>{} 栋建筑没有自己的空间，按占地面积乘以层数计入。</translation>
    </message>
    <message>
        <source>{}: {} buildings have no space of their own and no known storeys: left out: {}</source>
        <translation>{}：{} 栋建筑既无自身空间又无已知层数，未计入：{}</translation>
    </message>
    <message>
        <source>{function} {storey} below {upper_function} {upper_storey}</source>
        <translation>{storey} {function}位于 {upper_storey} {upper_function}之下</translation>
    </message>
    <message>
        <source>public functions {lower:.2f} % of the lower third, {upper:.2f} % of the upper</source>
        <translation>公共功能在下部三分之一占 {lower:.2f} %，在上部三分之一占 {upper:.2f} %</translation>
    </message>
    <message>
        <source>The building has no such storeys.</source>
        <translation>该建筑无此类楼层。</translation>
    </message>
    <message>
        <source>No floor area of the building is known.</source>
        <translation>该建筑的楼层面积未知。</translation>
    </message>
    <message>
        <source>Too little is known: of a floor neither storey nor area is known.</source>
        <translation>已知数据不足：有楼层数据的楼层与面积均未知。</translation>
    </message>
    <message>
        <source>What is on {unknown} is not known.</source>
        <translation>{unknown} 的功能未知。</translation>
    </message>
    <message>
        <source>Too little is known: {placed:.2f} % of the floor area has a storey.</source>
        <translation>已知数据不足：{placed:.2f} % 的建筑面积已知楼层。</translation>
    </message>
    <message>
        <source>No inversion above ground.</source>
        <translation>地上无功能倒置。</translation>
    </message>
    <message>
        <source>{figure:.0f} inversions: {list}.</source>
        <translation>{figure:.0f} 处功能倒置：{list}。</translation>
    </message>
    <message>
        <source>Storeys {first:g}–{last:g} each hold commerce, culture or public services.</source>
        <translation>{first:g}–{last:g} 层每层均有商业、文化或公共服务。</translation>
    </message>
    <message>
        <source>{lacking}: neither commerce nor culture nor public services.</source>
        <translation>{lacking} 无商业、文化或公共服务。</translation>
    </message>
    <message>
        <source>These are {low:.2f} % of the floor area of storeys {first:g}–{last:g}.</source>
        <translation>此类功能占 {first:g}–{last:g} 层建筑面积的 {low:.2f} %。</translation>
    </message>
    <message>
        <source>From storey {high:g} up {figure:.2f} % of the floor area is offices, hotel or housing.</source>
        <translation>{high:g} 层及以上办公、酒店与居住占建筑面积的 {figure:.2f} %。</translation>
    </message>
    <message>
        <source>{amount:+.0f} inversions</source>
        <translation>功能倒置 {amount:+.0f} 处</translation>
    </message>
    <message>
        <source>{amount:+.2f} m² of housing and offices below ground</source>
        <translation>地下居住与办公 {amount:+.2f} m²</translation>
    </message>
    <message>
        <source>commerce, culture or public services on {lacking}</source>
        <translation>在 {lacking} 布局商业、文化或公共服务</translation>
    </message>
    <message>
        <source>{amount:+.2f} m² of other floor area from storey {high:g} up to offices, hotel or housing</source>
        <translation>{high:g} 层及以上其他建筑面积 {amount:+.2f} m² 改为办公、酒店或居住</translation>
    </message>
    <message>
        <source>block, with the side of its plots</source>
        <translation>街区，标注其地块的边长</translation>
    </message>
    <message>
        <source>block without a plot</source>
        <translation>没有地块的街区</translation>
    </message>
    <message>
        <source>high-intensity district</source>
        <translation>高强度片区</translation>
    </message>
    <message>
        <source>quasi high-intensity district</source>
        <translation>准高强度片区</translation>
    </message>
    <message>
        <source>not a high-intensity district</source>
        <translation>非高强度片区</translation>
    </message>
    <message>
        <source>built up</source>
        <translation>贴线</translation>
    </message>
    <message>
        <source>open</source>
        <translation>间断</translation>
    </message>
    <message>
        <source>more than 0 m</source>
        <translation>大于 0 m</translation>
    </message>
    <message>
        <source>Enter the height of one storey, for example 3.5.</source>
        <translation>请输入层高，例如 3.5。</translation>
    </message>
    <message>
        <source>0 to 100 %, and the target not below the minimum</source>
        <translation>0 至 100 %，且目标值不低于最低值</translation>
    </message>
    <message>
        <source>Enter a share of the control line in per cent.</source>
        <translation>请以百分数输入占控制线的比例。</translation>
    </message>
    <message>
        <source>Enter how far from the control line a front may stand, for example 6.</source>
        <translation>请输入建筑界面可偏离控制线的距离，例如 6。</translation>
    </message>
    <message>
        <source>no floor of a known building</source>
        <translation>没有属于已知建筑的楼层</translation>
    </message>
    <message>
        <source>floors with the name of their building, or within one</source>
        <translation>含建筑名称、或位于建筑内的楼层</translation>
    </message>
    <message>
        <source>Fill the field building, each with a name of its own, or choose the layer of buildings.</source>
        <translation>请填写字段 building（每栋建筑名称唯一），或选择建筑图层。</translation>
    </message>
    <message>
        <source>Storeys above ground of each building, clause 4.1.4: 7 to 25 are preferable, up to 40 recommended, more than 80 not permitted.

The number comes from a field (12F/2D, 地上30层; of podium and tower the tower counts), from the highest floor, or from the height. A number from a height within 10 % of a bound is not graded; a value that cannot be read is missing, and no height stands in for it. Features that share the name of a building and touch count as one.</source>
        <translation>各建筑的地上层数，条文 4.1.4：以 7 至 25 层为宜，宜控制在 40 层以下，不应超过 80 层。

层数取自字段（12F/2D、地上30层；裙房与塔楼以塔楼为准）、最高楼层或建筑高度。由高度推算且与界限相差 10 % 以内时不评级；无法识别的值视为缺失，不以高度代替。建筑编号相同且相接的要素计为一栋。</translation>
    </message>
    <message>
        <source>Polygons or a table, one row a floor: storeys of buildings that state none, and the floor areas in m².</source>
        <translation>面图层或表，每层一行：用于未注明层数的建筑，以及以 m² 计的建筑面积。</translation>
    </message>
    <message>
        <source>Storeys of {buildings} buildings ({features} features): {field} from the field, {floors} from floors, {height} from the height, {missing} unknown</source>
        <translation>{buildings} 栋建筑（{features} 个要素）的层数：{field} 个取自字段，{floors} 个取自楼层，{height} 个由高度推算，{missing} 个未知</translation>
    </message>
    <message>
        <source>The storey of {} floors cannot be read: they and the areas of their buildings are left out</source>
        <translation>有 {} 个楼层的层号无法识别：这些楼层及其所在建筑的面积不予计入</translation>
    </message>
    <message>
        <source>{n:g} storeys from the height ({exact:.2f} × {step:g} m): within {tolerance:g} % of the bound {bound:g}, so it is not graded.</source>
        <translation>由高度推算为 {n:g} 层（{exact:.2f} × {step:g} m）：与界限 {bound:g} 相差 {tolerance:g} % 以内，不评级。</translation>
    </message>
    <message>
        <source>How much of the control line along the street is built up, per plot frontage and street side, clause 4.1.3-2: 70 % of a frontage and 50 % of a street side are the targets.

A frontage is a stretch of a plot&apos;s edge with a counted road within 40 m in front and no plot between. The control line is the setback line; where none is drawn, the edge moved inward to the usual front of the plot&apos;s buildings, 15 m at most, and the result says that it is estimated. Passages, squares and heritage drawn as excluded are left out.</source>
        <translation>沿街控制线的贴线率，按地块沿街面和街道一侧计算，条文 4.1.3-2：沿街面目标为 70 %，街道一侧目标为 50 %。

沿街面是地块边界中前方 40 m 内有计入道路且其间没有其他地块的区段。控制线取建筑退线；未绘制时，将该边界向内移至地块内建筑界面的中位位置，最多 15 m，并在结果中注明为估算。绘为不计入范围的通道、广场和历史建筑不参与计算。</translation>
    </message>
    <message>
        <source>{continuity:.2f} %: {covered:.2f} of {length:.2f} m of the control line are built up, the longest gap is {gap:.2f} m; target {target:g} %, at least {minimum:g} %.</source>
        <translation>贴线率 {continuity:.2f} %：控制线 {length:.2f} m 中贴线 {covered:.2f} m，最长间断 {gap:.2f} m；目标 {target:g} %，最低 {minimum:g} %。</translation>
    </message>
    <message>
        <source>How functions are stacked in each complex, clauses 5.2.2 and 5.2.3: public below, private above; parking, plant and shops below ground, no housing or offices; commerce, culture or public services on every storey from 1 to 3; offices, hotels and housing from storey 4 up.

A complex holds at least two of the seven functions, auxiliary not counted, each with 5 % of the classified floor area; to other buildings the clauses do not apply. Where the storeys or functions are not known the building is not assessed. The table of checks has one row a building and rule.</source>
        <translation>各综合体的功能如何竖向叠合（条文 5.2.2、5.2.3）：下公上私；地下为停车、设备与商业，不设居住或办公；1–3 层每层均有商业、文化或公共服务；4 层及以上为办公、酒店与居住。

综合体至少含七类功能中的两类（辅助服务不计），每类不低于已分类建筑面积的 5 %；其他建筑不适用本条。楼层或功能未知时不评价。检查表中每栋建筑的每条规则为一行。</translation>
    </message>
    <message>
        <source>Floors, or a table without geometry, each with its building (else the building that holds it), storey, function and floor area.</source>
        <translation>楼层面，或无几何的表；每行含所属建筑（缺失时取其所在的建筑）、楼层、功能与建筑面积。</translation>
    </message>
    <message>
        <source>Footprints for the result; storeys that they state and no floor lists are unknown. Empty: the outlines of the floors.</source>
        <translation>用于结果的建筑轮廓；其层数中未列入楼层数据的各层视为未知。留空时取楼层轮廓。</translation>
    </message>
    <message>
        <source>Which blocks share their functions on foot, clause 5.2.4. A block&apos;s vitality unit is all blocks within 5 minutes&apos; walk of it; it is excellent with business, living and public functions, good with two of the three, fair with one.

The walk runs from the block&apos;s middle along the network to the other&apos;s; units overlap and are not chained. Garages and plant rooms make no dimension. A block that is not on the network, or whose unit lacks a dimension while less than 90 % of its floor area is classified, is not assessed. Without blocks those between the roads are made. The definition is ours.</source>
        <translation>哪些街区可步行共享功能（条文 5.2.4）。街区的活力单元为步行 5 分钟以内的全部街区；含产业与服务、长短期居住、公共服务三类维度为优秀，两类为良好，一类为一般。

步行自街区中部沿路网至另一街区中部；单元可重叠，不作链式延伸。车库与设备用房不构成维度。不在步行网络上的街区，或单元缺少某一维度而已分类建筑面积不足 90 % 的街区，不予评价。未给出街区时由道路围合生成。该定义为本项目约定。</translation>
    </message>
    <message>
        <source>Blocks or plots; where no space of one tells its function, its field dominant does. Empty: the blocks between the roads below.</source>
        <translation>街区或地块；其中无空间说明功能时，取其字段 dominant。留空时取下方道路围合的街区。</translation>
    </message>
    <message>
        <source>Vitality units of {blocks} blocks: {graded} assessed, with {known:.2f} of {all:.2f} m² of floor area; {apart} blocks are not on the network</source>
        <translation>{blocks} 个街区的活力单元：评价 {graded} 个，建筑面积 {known:.2f} m²（共 {all:.2f} m²）；{apart} 个街区不在步行网络上</translation>
    </message>
    <message>
        <source>Blocks within {walk:g} minutes: {blocks:.0f}, with {n:.0f} of 3 dimensions ({functions}); not with {missing}.</source>
        <translation>{walk:g} 分钟内的街区：{blocks:.0f} 个，含 3 类维度中的 {n:.0f} 类（{functions}）；缺少{missing}。</translation>
    </message>
    <message>
        <source>Blocks within {walk:g} minutes: {blocks:.0f}, where {missing} is not found, but only {known:.2f} % of the floor area is classified.</source>
        <translation>{walk:g} 分钟内的街区：{blocks:.0f} 个，未见{missing}，但仅 {known:.2f} % 的建筑面积功能已知。</translation>
    </message>
    <message>
        <source>Blocks within {walk:g} minutes: {blocks:.0f}, where {missing} is not found, but neither function nor area is known of {dark:.2f} % of the spaces.</source>
        <translation>{walk:g} 分钟内的街区：{blocks:.0f} 个，未见{missing}，但 {dark:.2f} % 的空间功能与面积均未知。</translation>
    </message>
    <message>
        <source>Blocks within {walk:g} minutes: {blocks:.0f}, where {missing} is not found, but no floor area is known.</source>
        <translation>{walk:g} 分钟内的街区：{blocks:.0f} 个，未见{missing}，但建筑面积未知。</translation>
    </message>
    <message>
        <source>Not on the walking network: within {snap:g} m of the outline no street that is part of {least:g} m or more.</source>
        <translation>不在步行网络上：轮廓 {snap:g} m 以内没有总长达 {least:g} m 的路网。</translation>
    </message>
    <message>
        <source>Not a complex: {n:.0f} functions have {least:g} % or more of its classified floor area each.</source>
        <translation>非综合体：占已分类建筑面积 {least:g} % 及以上的功能为 {n:.0f} 类。</translation>
    </message>
    <message>
        <source>Not known whether it is a complex: of {listed:.0f} of {existing:.0f} storeys the floor area is known, and {known:.2f} % of that of the building is classified.</source>
        <translation>无法判断是否为综合体：{existing:.0f} 层中有 {listed:.0f} 层建筑面积已知，全楼建筑面积的 {known:.2f} % 功能已知。</translation>
    </message>
    <message>
        <source>Too little is known: of {listed:.0f} of {existing:.0f} such storeys the floor area is known, and {known:.2f} % of what is there, or may be, is classified.</source>
        <translation>已知数据不足：此类 {existing:.0f} 层中有 {listed:.0f} 层建筑面积已知，其中（含可能位于此处的）建筑面积的 {known:.2f} % 功能已知。</translation>
    </message>
    <message>
        <source>Below ground {figure:.2f} % of the floor area is housing or offices, {share:.2f} % auxiliary or commercial.</source>
        <translation>地下建筑面积中居住与办公占 {figure:.2f} %，辅助服务与商业占 {share:.2f} %。</translation>
    </message>
    <message>
        <source>Assess a district</source>
        <translation>评价片区</translation>
    </message>
    <message>
        <source>assess,district,package,report,grade,clause,guideline</source>
        <translation>评价,片区,数据包,报告,等级,条文,导则</translation>
    </message>
    <message>
        <source>Runs every measure that the layers of a district package allow and writes one GeoPackage with a graded, coloured layer for each clause, the tables clauses, actions and run, and a report to read and print.

A clause whose layers are missing, or whose measure fails, is unassessed with the reason; the others go on. Where RESULT exists, it is replaced, and what a planner wrote into its table actions is kept.</source>
        <translation>运行片区数据包的图层所支持的全部指标，写出一个 GeoPackage（每条条文一个按等级着色的图层，以及 clauses、actions、run 三张表）和一份可阅读、可打印的报告。

缺少图层或指标计算失败的条文为不可评价，并说明原因；其余条文照常评价。RESULT 已存在时将被替换，规划师写入其 actions 表的内容予以保留。</translation>
    </message>
    <message>
        <source>District package</source>
        <translation>片区数据包</translation>
    </message>
    <message>
        <source>GeoPackage with layers such as district, roads, plots, buildings and floors.</source>
        <translation>含 district、roads、plots、buildings、floors 等图层的 GeoPackage。</translation>
    </message>
    <message>
        <source>Rule profile</source>
        <translation>规则文件</translation>
    </message>
    <message>
        <source>Table clauses.csv of another city or edition; empty for the guideline&apos;s own.</source>
        <translation>其他城市或版本的 clauses.csv；留空则采用导则自身的规则。</translation>
    </message>
    <message>
        <source>Measures again with bounds 5 % and walking speeds 10 % lower and higher.</source>
        <translation>将界限上下浮动 5 %、步行速度上下浮动 10 % 后重新计算。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>GeoPackage with a graded layer for each clause and the tables of all.</source>
        <translation>每条条文一个评级图层，并含全部条文表的 GeoPackage。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>One HTML file that opens offline and prints to A4.</source>
        <translation>单个 HTML 文件，可离线打开，按 A4 打印。</translation>
    </message>
    <message>
        <source>Clauses graded excellent</source>
        <translation>优秀条文数</translation>
    </message>
    <message>
        <source>Clauses graded good</source>
        <translation>良好条文数</translation>
    </message>
    <message>
        <source>Clauses graded fair</source>
        <translation>一般条文数</translation>
    </message>
    <message>
        <source>Clauses violated</source>
        <translation>违反条文数</translation>
    </message>
    <message>
        <source>Clauses not assessed</source>
        <translation>不可评价条文数</translation>
    </message>
    <message>
        <source>a GeoPackage with the layers of a district</source>
        <translation>含片区图层的 GeoPackage</translation>
    </message>
    <message>
        <source>Choose a district package, or make an empty one.</source>
        <translation>请选择片区数据包，或新建一个空数据包。</translation>
    </message>
    <message>
        <source>no layer with features</source>
        <translation>没有含要素的图层</translation>
    </message>
    <message>
        <source>layers such as district, roads, plots, buildings, floors</source>
        <translation>district、roads、plots、buildings、floors 等图层</translation>
    </message>
    <message>
        <source>Name the layers as a district package does.</source>
        <translation>请按片区数据包的规定命名图层。</translation>
    </message>
    <message>
        <source>a file .gpkg for the result, .html for the report</source>
        <translation>结果为 .gpkg 文件，报告为 .html 文件</translation>
    </message>
    <message>
        <source>Check a district package</source>
        <translation>检查片区数据包</translation>
    </message>
    <message>
        <source>package,check,validate,quality,errors,topology,duplicates,GCJ-02</source>
        <translation>数据包,检查,校验,质量,错误,拓扑,重复,GCJ-02</translation>
    </message>
    <message>
        <source>Looks through every layer of a district package for what would make results wrong: reference systems, broken geometries, duplicates, overlaps, gaps, walkways that do not join, unknown codes, impossible numbers, layers shifted as GCJ-02 shifts them. Each issue has its feature, its severity and a remedy.

An error makes a figure wrong; a warning may; a hint is worth a look. The second table tells which clauses of the guideline can be assessed with what is there.

Nothing in the package is changed.</source>
        <translation>逐层检查片区数据包中会导致结果错误的内容：坐标参考系、损坏的几何、重复、重叠、缝隙、未连通的步行路径、无法识别的代码、不可能的数值、疑似 GCJ-02 偏移的图层。每个问题都给出要素、严重程度和处理办法。

错误会使结果出错；警告可能使结果出错；提示值得一看。第二张表列出现有数据可评价导则的哪些条文。

数据包内容不作任何改动。</translation>
    </message>
    <message>
        <source>GeoPackage whose layers bear the names that createpackage gives them.</source>
        <translation>图层名称与“新建片区数据包”（createpackage）一致的 GeoPackage。</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Clauses that can be assessed</source>
        <translation>可评价的条文</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告数</translation>
    </message>
    <message>
        <source>Clauses whose data are complete</source>
        <translation>数据齐全的条文数</translation>
    </message>
    <message>
        <source>{layer}: {severity} {code}: {number}</source>
        <translation>{layer}：{severity} {code}：{number}</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Compare assessments</source>
        <translation>比较评价结果</translation>
    </message>
    <message>
        <source>compare,scenario,variant,year,before,after,district,guideline</source>
        <translation>比较,方案,比选,年份,前后,片区,导则</translation>
    </message>
    <message>
        <source>Every figure and grade of two or more results of Assess a district side by side, in the order given: variants of a plan, before and after, or year after year. Tells which grades flip and what got worse.</source>
        <translation>按给定顺序并列两个或多个“评价片区”结果的全部指标与等级：方案比选、前后对比或逐年对比。指出哪些等级改变、哪些变差。</translation>
    </message>
    <message>
        <source>Results to compare</source>
        <translation>待比较的结果</translation>
    </message>
    <message>
        <source>Two or more GeoPackages that Assess a district wrote, the earliest first.</source>
        <translation>“评价片区”写出的两个或多个 GeoPackage，较早的在前。</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Clauses whose grade flips</source>
        <translation>等级改变的条文数</translation>
    </message>
    <message>
        <source>Clauses that got worse</source>
        <translation>变差的条文数</translation>
    </message>
    <message>
        <source>a result of Assess a district, with its table clauses</source>
        <translation>“评价片区”的结果，含 clauses 表</translation>
    </message>
    <message>
        <source>Assess the package first.</source>
        <translation>请先评价数据包。</translation>
    </message>
    <message>
        <source>Create a district package</source>
        <translation>新建片区数据包</translation>
    </message>
    <message>
        <source>package,geopackage,district,digitise,template,new,value list</source>
        <translation>数据包,片区,GeoPackage,数字化,模板,新建,取值列表</translation>
    </message>
    <message>
        <source>An empty GeoPackage with every layer that the tools read, ready to draw into: field names in English and Chinese, lists to choose from, ranges that numbers must lie in, symbols and map tips.

Add its layers to the map and switch editing on. Each layer holds two styles, English and 中文; the one in the language of QGIS opens by default. What is unknown stays empty: unknown is not no.

An existing file is never replaced.</source>
        <translation>生成一个空的 GeoPackage，含各工具读取的全部图层，可直接绘制：中英文字段名、可选列表、数值允许范围、符号与地图提示。

将其图层加入地图并开启编辑。每个图层存有两套样式：English 与 中文，默认采用与 QGIS 语言一致的一套。未知的内容留空：未知不等于否。

已有文件绝不会被替换。</translation>
    </message>
    <message>
        <source>Name of the district</source>
        <translation>片区名称</translation>
    </message>
    <message>
        <source>Name that the district&apos;s outline will carry; also the file&apos;s, in a folder.</source>
        <translation>片区范围所带的名称；若输出为文件夹，也是文件名。</translation>
    </message>
    <message>
        <source>Coordinate reference system</source>
        <translation>坐标参考系</translation>
    </message>
    <message>
        <source>CRS of all layers, best one in metres such as CGCS2000 3-degree zones.</source>
        <translation>所有图层的坐标参考系，宜以米为单位，如 CGCS2000 3 度带。</translation>
    </message>
    <message>
        <source>New GeoPackage; or a folder, in which it is named after the district.</source>
        <translation>新的 GeoPackage；或一个文件夹，文件以片区名称命名。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>一个名称</translation>
    </message>
    <message>
        <source>Enter the name of the district.</source>
        <translation>请输入片区名称。</translation>
    </message>
    <message>
        <source>{}: {} layers</source>
        <translation>{}：{} 个图层</translation>
    </message>
    <message>
        <source>a known coordinate reference system</source>
        <translation>已知的坐标参考系</translation>
    </message>
    <message>
        <source>Choose one in metres, such as EPSG:4547.</source>
        <translation>请选择以米为单位的坐标系，如 EPSG:4547。</translation>
    </message>
    <message>
        <source>{} does not draw true metres: lengths and areas read off the map while drawing will be wrong. The tools will measure rightly all the same; a CRS such as CGCS2000 3-degree zones serves better.</source>
        <translation>{} 不以真实的米绘图：绘制时在图上量取的长度与面积会有误。各工具仍会正确量算；CGCS2000 3 度带等坐标系更合适。</translation>
    </message>
    <message>
        <source>a new file, so that nothing drawn is lost</source>
        <translation>新文件，以免丢失已绘制的内容</translation>
    </message>
    <message>
        <source>Choose another file name, or delete the file first.</source>
        <translation>请另选文件名，或先删除该文件。</translation>
    </message>
    <message>
        <source>{} cannot be written.</source>
        <translation>无法写入 {}。</translation>
    </message>
    <message>
        <source>bounds</source>
        <translation>界限</translation>
    </message>
    <message>
        <source>walking speed</source>
        <translation>步行速度</translation>
    </message>
    <message>
        <source>snapping distance</source>
        <translation>捕捉距离</translation>
    </message>
    <message>
        <source>boundary tolerance</source>
        <translation>边界容差</translation>
    </message>
    <message>
        <source>Which grades hang on tolerances</source>
        <translation>检查等级对容差的敏感性</translation>
    </message>
    <message>
        <source>better</source>
        <translation>变好</translation>
    </message>
    <message>
        <source>same</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>有变化</translation>
    </message>
    <message>
        <source>cannot be compared</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>{flips} grades flip, {worse} clauses got worse, {better} better.</source>
        <translation>{flips} 条等级改变，{worse} 条变差，{better} 条变好。</translation>
    </message>
    <message>
        <source>Comparison of assessments</source>
        <translation>评价结果比较</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Assess and compare with an earlier result</source>
        <translation>评价并与先前结果比较</translation>
    </message>
    <message>
        <source>MPER with and without the underground</source>
        <translation>含地下与不含地下的 MPER</translation>
    </message>
    <message>
        <source>Walk circles of the worst-served offices</source>
        <translation>服务最差的办公空间的步行圈</translation>
    </message>
    <message>
        <source>Earlier result</source>
        <translation>先前的结果</translation>
    </message>
    <message>
        <source>Comparison table</source>
        <translation>比较表</translation>
    </message>
    <message>
        <source>Report of the comparison</source>
        <translation>比较报告</translation>
    </message>
    <message>
        <source>MPER with the underground</source>
        <translation>含地下的 MPER</translation>
    </message>
    <message>
        <source>MPER without the underground</source>
        <translation>不含地下的 MPER</translation>
    </message>
    <message>
        <source>Extent of the facilities</source>
        <translation>设施数据范围</translation>
    </message>
    <message>
        <source>Worst-served offices</source>
        <translation>服务最差的办公空间</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Assessment by the guideline for the spatial form of high-intensity districts</source>
        <translation>按《城市高强度片区空间形态设计导则》评价</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>All clauses</source>
        <translation>全部条文</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条文</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>评级</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标值</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Would change</source>
        <translation>敏感性</translation>
    </message>
    <message>
        <source>Would change: the grade that the clause would have if the bounds, the walking speed, the snapping distance or the boundary tolerance were a little lower or higher; empty where none of them changes it.</source>
        <translation>敏感性：界限、步行速度、捕捉距离或边界容差略低或略高时该条文的等级；均不改变时留空。</translation>
    </message>
    <message>
        <source>Needed for the next grade</source>
        <translation>达到上一等级所需</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Not assessed</source>
        <translation>不可评价</translation>
    </message>
    <message>
        <source>Assessed on</source>
        <translation>评价时间</translation>
    </message>
    <message>
        <source>This grade or worse</source>
        <translation>该等级及以下</translation>
    </message>
    <message>
        <source>From the features to the clause</source>
        <translation>由要素等级到条文等级</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Read for clauses</source>
        <translation>用于条文</translation>
    </message>
    <message>
        <source>How it is worked out</source>
        <translation>计算方法</translation>
    </message>
    <message>
        <source>Where to look first</source>
        <translation>优先关注</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>行动清单</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Change needed</source>
        <translation>所需改变</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>责任主体</translation>
    </message>
    <message>
        <source>By when</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Nothing falls short of its best grade.</source>
        <translation>全部达到最高等级。</translation>
    </message>
    <message>
        <source>Readings and assumptions</source>
        <translation>条文理解与假定</translation>
    </message>
    <message>
        <source>What the data hold</source>
        <translation>数据完整性</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>要素数</translation>
    </message>
    <message>
        <source>What was skipped or assumed</source>
        <translation>跳过与假定的内容</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>The same assessment again, on the command line:</source>
        <translation>在命令行重复本次评价：</translation>
    </message>
    <message>
        <source>4.1.3-1: a road along the district&apos;s outline counts half; a street drawn as two carriageways counts once.</source>
        <translation>4.1.3-1：沿片区边界的道路计一半；双线绘制的道路只计一次。</translation>
    </message>
    <message>
        <source>4.2.2: the smallest side is the smallest distance between two parallels that hold the plot; a use with at least 90 % of the land is the plot&apos;s single use.</source>
        <translation>4.2.2：最小边长为夹住地块的两平行线的最小间距；占地不少于 90 % 的用途为该地块的单一用途。</translation>
    </message>
    <message>
        <source>4.1.3-2: the text gives no number; 70 % and 60 % of a plot&apos;s frontage and 50 % of a street&apos;s side are decisions of this project.</source>
        <translation>4.1.3-2：导则未给出数值；地块沿街面 70 % 与 60 %、街道侧 50 % 为本项目约定。</translation>
    </message>
    <message>
        <source>4.1.4: each building is graded by its storeys above ground; means stand beside.</source>
        <translation>4.1.4：按每栋建筑的地上层数评级；平均层数并列给出。</translation>
    </message>
    <message>
        <source>5.2.2 and 5.2.3 ask about complexes: buildings with at least two of the seven functions, auxiliary services not counted, each at least 5 % of the floor area.</source>
        <translation>5.2.2 与 5.2.3 针对综合体：七类功能中（辅助服务不计）至少含两类、且每类不少于建筑面积 5 % 的建筑。</translation>
    </message>
    <message>
        <source>5.2.5: minutes on the walking network at 5 km/h, with lifts and stairs; a category is met when 80 % of the office floor area is served within its band.</source>
        <translation>5.2.5：按步行网络 5 km/h 计时，含电梯与楼梯；办公建筑面积的 80 % 在圈层内得到服务时，该类设施满足要求。</translation>
    </message>
    <message>
        <source>5.3.3: public property is public service and auxiliary floor area, underground included; by ownership and without parking stand beside.</source>
        <translation>5.3.3：公共物业为公共服务与辅助服务建筑面积（含地下）；按权属及不计停车的结果并列给出。</translation>
    </message>
    <message>
        <source>6.2: the ground joins no systems and is not in A_MGS (strict reading); an isolated surface stays in A_MGS. A better MPER need not mean a better district: compare N, ΣF and the ratio as well.</source>
        <translation>6.2：地面不连接系统，也不计入 A_MGS（严格读法）；孤立基面仍计入 A_MGS。MPER 更优不一定代表片区更好：请同时比较 N、ΣF 与比值。</translation>
    </message>
    <message>
        <source>measured, no bound</source>
        <translation>仅测量，无界限</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>A violation decides; otherwise the clause takes the worst grade that, together with the grades below it, holds at least {worst:.0f} % of what was assessed. Less than {known:.0f} % assessed: no grade.</source>
        <translation>有一处违反即为违反；否则取“该等级及以下”合计不少于已评价部分 {worst:.0f} % 的最差等级。可评价部分不足 {known:.0f} % 时不评级。</translation>
    </message>
    <message>
        <source>Share by area</source>
        <translation>面积占比</translation>
    </message>
    <message>
        <source>Share by number</source>
        <translation>数量占比</translation>
    </message>
    <message>
        <source>and {} more in the result</source>
        <translation>另有 {} 项见结果文件</translation>
    </message>
    <message>
        <source>{} excellent</source>
        <translation>优秀 {} 个</translation>
    </message>
    <message>
        <source>{} good</source>
        <translation>良好 {} 个</translation>
    </message>
    <message>
        <source>{} fair</source>
        <translation>一般 {} 个</translation>
    </message>
    <message>
        <source>{} in violation</source>
        <translation>违反 {} 个</translation>
    </message>
    <message>
        <source>{} measured</source>
        <translation>已测量 {} 个</translation>
    </message>
    <message>
        <source>{} without data</source>
        <translation>缺数据 {} 个</translation>
    </message>
    <message>
        <source>{} not applicable</source>
        <translation>不适用 {} 个</translation>
    </message>
    <message>
        <source>Nothing to measure.</source>
        <translation>没有可测量的对象。</translation>
    </message>
    <message>
        <source>The package lacks features in: {}</source>
        <translation>数据包缺少要素的图层：{}</translation>
    </message>
    <message>
        <source>Could not be measured: {}</source>
        <translation>无法测量：{}</translation>
    </message>
    <message>
        <source>For a person to judge; nothing in the data decides it.</source>
        <translation>需由人判断，数据无法判定。</translation>
    </message>
    <message>
        <source>This version does not measure this clause.</source>
        <translation>本版本不测量该条文。</translation>
    </message>
    <message>
        <source>no layer</source>
        <translation>没有图层</translation>
    </message>
    <message>
        <source>a GeoPackage with layers, which can be read</source>
        <translation>含图层且可读取的 GeoPackage</translation>
    </message>
    <message>
        <source>Choose a district package; createpackage makes an empty one.</source>
        <translation>请选择片区数据包；可用 createpackage 新建空的数据包。</translation>
    </message>
    <message>
        <source>a table in UTF-8 with the columns and measures of clauses.csv</source>
        <translation>与 clauses.csv 列和指标一致的 UTF-8 表</translation>
    </message>
    <message>
        <source>Copy clauses.csv of the plugin and change its limits only.</source>
        <translation>请复制插件的 clauses.csv，只修改其中的界限。</translation>
    </message>
    <message>
        <source>Not a complex: no floor of it is listed, and its own function is one use.</source>
        <translation>不是综合体：未列出其楼层，且建筑本身的功能为单一用途。</translation>
    </message>
    <message>
        <source>The tool {} is not there.</source>
        <translation>找不到工具 {}。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>评价结论</translation>
    </message>
    <message>
        <source>Show the working</source>
        <translation>查看计算过程</translation>
    </message>
    <message>
        <source>Formula, inputs and intermediate values of the figure</source>
        <translation>指标的公式、输入与中间值</translation>
    </message>
    <message>
        <source>Layer whose features are listed</source>
        <translation>所列要素的图层</translation>
    </message>
    <message>
        <source>Layer whose features are listed, worst first</source>
        <translation>所列要素的图层，最差在前</translation>
    </message>
    <message>
        <source>excellent: {}</source>
        <translation>优秀：{}</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>所需改进</translation>
    </message>
    <message>
        <source>To assess it</source>
        <translation>评价所需数据</translation>
    </message>
    <message>
        <source>The grade hangs on</source>
        <translation>影响评级的条件</translation>
    </message>
    <message>
        <source>Wording of the guideline</source>
        <translation>导则条文</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>计算过程</translation>
    </message>
    <message>
        <source>Choose a feature below to see its own figures.</source>
        <translation>在下方选择要素，查看其各项数值。</translation>
    </message>
    <message>
        <source>Features, worst first</source>
        <translation>要素（最差在前）</translation>
    </message>
    <message>
        <source>Choose a feature to see it on the map</source>
        <translation>选择要素，在地图上查看</translation>
    </message>
    <message>
        <source>Clauses of the guideline</source>
        <translation>导则条文列表</translation>
    </message>
    <message>
        <source>Guideline</source>
        <translation>导则评价</translation>
    </message>
    <message>
        <source>Multi-ground</source>
        <translation>多重基面</translation>
    </message>
    <message>
        <source>New district package …</source>
        <translation>新建片区数据包…</translation>
    </message>
    <message>
        <source>Assess district</source>
        <translation>评价片区</translation>
    </message>
    <message>
        <source>Demo district</source>
        <translation>示范片区</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Multiground: help</source>
        <translation>Multiground：帮助</translation>
    </message>
    <message>
        <source>opens to system {}</source>
        <translation>与系统 {} 连通</translation>
    </message>
    <message>
        <source>{sign} {grade} needs {low}–{high} m² of surfaces and links (now {now} m²), with the same N and ΣF</source>
        <translation>{sign} {grade}：N 与 ΣF 不变时，基面与竖向构件面积需为 {low}–{high} m²（现为 {now} m²）</translation>
    </message>
    <message>
        <source>isolated</source>
        <translation>孤立</translation>
    </message>
    <message>
        <source>Assess</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Measure every clause that the package has data for</source>
        <translation>计算数据包中有数据的全部条文</translation>
    </message>
    <message>
        <source>Open the report in the web browser, to read or print</source>
        <translation>在浏览器中打开报告，可阅读或打印</translation>
    </message>
    <message>
        <source>Zoom to what the result shows</source>
        <translation>缩放至结果范围</translation>
    </message>
    <message>
        <source>Assess again</source>
        <translation>重新评价</translation>
    </message>
    <message>
        <source>Not saved yet, and therefore not assessed: {}. Save now?</source>
        <translation>以下图层有未保存的修改，不会计入评价：{}。现在保存吗？</translation>
    </message>
    <message>
        <source>All ({})</source>
        <translation>全部（{}）</translation>
    </message>
    <message>
        <source>To do ({})</source>
        <translation>待改进（{}）</translation>
    </message>
    <message>
        <source>Not assessable ({})</source>
        <translation>不可评价（{}）</translation>
    </message>
    <message>
        <source>⚠ Out of date: {} changed since this result was made.</source>
        <translation>⚠ 结果已过期：{} 在评价之后有改动。</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a district package above, or &lt;b&gt;…&lt;/b&gt; to open one.</source>
        <translation>在上方选择片区数据包，或点击&lt;b&gt;…&lt;/b&gt;打开。</translation>
    </message>
    <message>
        <source>Name the scenario, and press &lt;b&gt;Assess&lt;/b&gt;.</source>
        <translation>填写方案名称，点击&lt;b&gt;评价&lt;/b&gt;。</translation>
    </message>
    <message>
        <source>Choose a clause to see its grades on the map.</source>
        <translation>选择条文，在地图上查看评级。</translation>
    </message>
    <message>
        <source>No data at hand? &lt;b&gt;Demo district&lt;/b&gt; in the toolbar does all three at once.</source>
        <translation>手边没有数据？点击工具栏的&lt;b&gt;示范片区&lt;/b&gt;，一次完成以上三步。</translation>
    </message>
    <message>
        <source>The layer {} cannot be opened.</source>
        <translation>无法打开图层 {}。</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>3D view</source>
        <translation>三维视图</translation>
    </message>
    <message>
        <source>Show surfaces, links and floors in their colours</source>
        <translation>按颜色显示基面、竖向构件与楼层</translation>
    </message>
    <message>
        <source>Open QGIS&apos;s 3D map with surfaces and links at their heights</source>
        <translation>打开 QGIS 三维地图，基面与竖向构件按实际标高显示</translation>
    </message>
    <message>
        <source>Choose a measure to see it on the map</source>
        <translation>选择措施，在地图上查看</translation>
    </message>
    <message>
        <source>seen from the south</source>
        <translation>自南向北看</translation>
    </message>
    <message>
        <source>seen from the east</source>
        <translation>自东向西看</translation>
    </message>
    <message>
        <source>Direction of the section</source>
        <translation>剖面方向</translation>
    </message>
    <message>
        <source>District shown</source>
        <translation>显示的片区</translation>
    </message>
    <message>
        <source>⚠ Out of date: assess again in the panel Guideline.</source>
        <translation>⚠ 结果已过期：请在“导则评价”面板中重新评价。</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>基面系统</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>剖面</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Floors counted</source>
        <translation>计入的楼层</translation>
    </message>
    <message>
        <source>What would help</source>
        <translation>改进措施</translation>
    </message>
    <message>
        <source>Assess a district in the panel Guideline first.</source>
        <translation>请先在“导则评价”面板中评价片区。</translation>
    </message>
    <message>
        <source>The result has no multi-ground system. {}</source>
        <translation>结果中没有基面系统。{}</translation>
    </message>
    <message>
        <source>with ground</source>
        <translation>含地面</translation>
    </message>
    <message>
        <source>This QGIS has no 3D map.</source>
        <translation>本 QGIS 没有三维地图。</translation>
    </message>
    <message>
        <source>Figures of the MPER</source>
        <translation>工效比各项数值</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>F = above + below + ground</source>
        <translation>F = 地上 + 地下 + 地表</translation>
    </message>
    <message>
        <source>Surfaces and links of the section</source>
        <translation>剖面中的基面与竖向构件</translation>
    </message>
    <message>
        <source>Surface or link</source>
        <translation>基面或竖向构件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>标高</translation>
    </message>
    <message>
        <source>Floors counted, and why</source>
        <translation>计入的楼层及原因</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>建筑</translation>
    </message>
    <message>
        <source>Storey</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Counts as</source>
        <translation>计为</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>MPER</source>
        <translation>工效比</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>措施</translation>
    </message>
    <message>
        <source>GeoPackage of the district, or the open project&apos;s layers</source>
        <translation>片区的 GeoPackage，或当前工程的图层</translation>
    </message>
    <message>
        <source>Open another district package …</source>
        <translation>打开其他片区数据包…</translation>
    </message>
    <message>
        <source>Add the layers of the package to the map, to look at or edit</source>
        <translation>将数据包的图层加入地图，以便查看或编辑</translation>
    </message>
    <message>
        <source>for example: with a bridge</source>
        <translation>例如：增设天桥</translation>
    </message>
    <message>
        <source>Results of one name replace each other; another name keeps both</source>
        <translation>同名方案的结果相互替换；换名则两者都保留</translation>
    </message>
    <message>
        <source>Name of the scenario</source>
        <translation>方案名称</translation>
    </message>
    <message>
        <source>base</source>
        <translation>现状</translation>
    </message>
    <message>
        <source>&amp;District</source>
        <translation>片区(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Scenario</source>
        <translation>方案(&amp;S)</translation>
    </message>
    <message>
        <source>Layers of the open project</source>
        <translation>当前工程的图层</translation>
    </message>
    <message>
        <source>All layers of the package are on the map already.</source>
        <translation>数据包的图层都已在地图中。</translation>
    </message>
    <message>
        <source>Open a district package</source>
        <translation>打开片区数据包</translation>
    </message>
    <message>
        <source>Data – {}</source>
        <translation>数据 – {}</translation>
    </message>
    <message>
        <source>{} is no result of an assessment.</source>
        <translation>{} 不是评价结果。</translation>
    </message>
    <message>
        <source>Cancelled; the earlier result stays.</source>
        <translation>已取消；保留原有结果。</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>仅计量</translation>
    </message>
    <message>
        <source>4 Plots and streets</source>
        <translation>4 地块与街道</translation>
    </message>
    <message>
        <source>5 Functions and life circles</source>
        <translation>5 功能与生活圈</translation>
    </message>
    <message>
        <source>6 Multi-ground system</source>
        <translation>6 多重基面系统</translation>
    </message>
    <message>
        <source>7 Landscape</source>
        <translation>7 景观</translation>
    </message>
    <message>
        <source>应 (shall)</source>
        <translation>应</translation>
    </message>
    <message>
        <source>不应 (shall not)</source>
        <translation>不应</translation>
    </message>
    <message>
        <source>宜 (should)</source>
        <translation>宜</translation>
    </message>
    <message>
        <source>不宜 (should not)</source>
        <translation>不宜</translation>
    </message>
    <message>
        <source>可 (may)</source>
        <translation>可</translation>
    </message>
    <message>
        <source>Street wall</source>
        <translation>贴线率</translation>
    </message>
    <message>
        <source>Storeys of buildings</source>
        <translation>建筑层数</translation>
    </message>
    <message>
        <source>Plot sizes</source>
        <translation>地块尺寸</translation>
    </message>
    <message>
        <source>Function mix of the district</source>
        <translation>片区功能混合</translation>
    </message>
    <message>
        <source>Function mix of plots</source>
        <translation>地块功能混合</translation>
    </message>
    <message>
        <source>Checks of complexes</source>
        <translation>综合体检查</translation>
    </message>
    <message>
        <source>Services near the offices</source>
        <translation>办公周边服务</translation>
    </message>
    <message>
        <source>Public property of the district</source>
        <translation>片区公共物业</translation>
    </message>
    <message>
        <source>Public facilities asked for</source>
        <translation>应配置的公共设施</translation>
    </message>
    <message>
        <source>Connection efficiency (MPER)</source>
        <translation>连接工效比（MPER）</translation>
    </message>
    <message>
        <source>Near-ground surfaces by system</source>
        <translation>近地基面</translation>
    </message>
    <message>
        <source>Connected floors</source>
        <translation>连通楼层</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>stairs</source>
        <translation>楼梯</translation>
    </message>
    <message>
        <source>escalator</source>
        <translation>扶梯</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>坡道</translation>
    </message>
    <message>
        <source>lift</source>
        <translation>垂直电梯</translation>
    </message>
    <message>
        <source>A Python library is missing: {}. The tools of Multiground say how to get it.</source>
        <translation>缺少 Python 库：{}。Multiground 的工具会说明如何安装。</translation>
    </message>
    <message>
        <source>Found {}; permitted: {}. {}</source>
        <translation>发现 {}；允许：{}。{}</translation>
    </message>
    <message>
        <source>on the street</source>
        <translation>街面</translation>
    </message>
    <message>
        <source>&amp;Walking network</source>
        <translation>步行网络(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Facilities</source>
        <translation>设施(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Extent of the data</source>
        <translation>数据范围(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Place</source>
        <translation>起点(&amp;P)</translation>
    </message>
    <message>
        <source>St&amp;orey</source>
        <translation>楼层(&amp;O)</translation>
    </message>
    <message>
        <source>storey {}</source>
        <translation>{} 层</translation>
    </message>
    <message>
        <source>Type two numbers, for example 504200, 2553100.</source>
        <translation>请输入两个数，例如 504200, 2553100。</translation>
    </message>
    <message>
        <source>Lines that people walk, with or without heights</source>
        <translation>可步行的线，有无高程均可</translation>
    </message>
    <message>
        <source>Shops, schools, clinics …; may stay empty</source>
        <translation>商店、学校、诊所等；可留空</translation>
    </message>
    <message>
        <source>Polygon within which the facilities are known; may stay empty</source>
        <translation>设施资料完整的范围面；可留空</translation>
    </message>
    <message>
        <source>Without skyways and underground</source>
        <translation>不含空中连廊与地下通道</translation>
    </message>
    <message>
        <source>Leaves out skyways, underpasses and indoor passages</source>
        <translation>不计空中连廊、地下通道和室内通道</translation>
    </message>
    <message>
        <source>Only ways that are open 24 hours; unknown hours count as open</source>
        <translation>只计 24 小时开放的通道；开放时间不明的视为开放</translation>
    </message>
    <message>
        <source>Without stairs and escalators</source>
        <translation>不走楼梯和自动扶梯</translation>
    </message>
    <message>
        <source>Place on the map</source>
        <translation>在地图上定点</translation>
    </message>
    <message>
        <source>Click on the map, or drag: the circles follow the cursor</source>
        <translation>在地图上单击或拖动：步行圈随光标移动</translation>
    </message>
    <message>
        <source>Take the selected feature of the current layer as the place</source>
        <translation>以当前图层中选中的要素为起点</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>选中要素</translation>
    </message>
    <message>
        <source>x, y of the map</source>
        <translation>地图坐标 x, y</translation>
    </message>
    <message>
        <source>Coordinates in the map&apos;s reference system, then Enter</source>
        <translation>输入地图参考系中的坐标，按回车键</translation>
    </message>
    <message>
        <source>Coordinates of the place</source>
        <translation>起点坐标</translation>
    </message>
    <message>
        <source>Storey of the place, 1 at the street, -1 below it: its lift takes time</source>
        <translation>起点所在楼层，街面层为 1，其下一层为 -1：乘电梯计入时间</translation>
    </message>
    <message>
        <source>Multiground – walk circles</source>
        <translation>Multiground – 步行圈</translation>
    </message>
    <message>
        <source>Preparing the network … %p %</source>
        <translation>正在准备步行网络 … %p %</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep these circles as a layer of the project</source>
        <translation>将这些步行圈保留为工程图层</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Take the circles off the map</source>
        <translation>从地图上清除步行圈</translation>
    </message>
    <message>
        <source>⚠ Out of date: a layer has been changed. Preparing anew …</source>
        <translation>⚠ 已过期：图层已改动，正在重新准备 …</translation>
    </message>
    <message>
        <source>The walking network is empty, or its reference system does not fit it.</source>
        <translation>步行网络为空，或其坐标参考系与数据不符。</translation>
    </message>
    <message>
        <source>Select one feature of the current layer, such as a building.</source>
        <translation>请在当前图层中选中一个要素，例如一栋建筑。</translation>
    </message>
    <message>
        <source>Choose the lines that people walk, or open a district package.</source>
        <translation>请选择步行线图层，或打开片区数据包。</translation>
    </message>
    <message>
        <source>Press &lt;b&gt;Place on the map&lt;/b&gt;, then click or drag: the circles follow the cursor.</source>
        <translation>点按&lt;b&gt;在地图上定点&lt;/b&gt;，再单击或拖动：步行圈随光标移动。</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Of ideal</source>
        <translation>占理想圈</translation>
    </message>
    <message>
        <source>Reach of the place</source>
        <translation>起点的可达范围</translation>
    </message>
    <message>
        <source>The ideal circle is walked in all directions, straight; 100 % is never reached.</source>
        <translation>理想圈为沿各方向直线步行所及的圆，实际不会达到 100 %。</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>设施类别</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近设施</translation>
    </message>
    <message>
        <source>Service checklist</source>
        <translation>设施清单</translation>
    </message>
    <message>
        <source>Minutes on foot / at most wanted. Choose a service to see on the map which place is its nearest.</source>
        <translation>步行分钟数 / 时限。选择一类设施，地图上显示其最近的一处。</translation>
    </message>
    <message>
        <source>Choose a layer of facilities for the service checklist.</source>
        <translation>选择设施图层后显示设施清单。</translation>
    </message>
    <message>
        <source>{:g} min</source>
        <translation>{:g} 分钟</translation>
    </message>
    <message>
        <source>none reachable</source>
        <translation>均不可达</translation>
    </message>
    <message>
        <source>&lt;b&gt;{} of {} services in time.&lt;/b&gt;</source>
        <translation>&lt;b&gt;{} / {} 类设施按时可达。&lt;/b&gt;</translation>
    </message>
    <message>
        <source>✗ Missing: {}.</source>
        <translation>✗ 缺少：{}。</translation>
    </message>
    <message>
        <source>? Not known, for the circle leaves the data or they hold none: {}.</source>
        <translation>? 不明（步行圈超出数据范围，或数据中没有）：{}。</translation>
    </message>
    <message>
        <source>Not on the network: the street {:.0f} m away is part of a small piece of it.</source>
        <translation>不在步行网络上：相距 {:.0f} 米的道路属于孤立的小段网络。</translation>
    </message>
    <message>
        <source>Not on the network: the nearest street is {:.0f} m away.</source>
        <translation>不在步行网络上：最近的道路相距 {:.0f} 米。</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>按时可达</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Dial of the MPER</source>
        <translation>工效比表盘</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>无数值</translation>
    </message>
    <message>
        <source>Section through the surfaces and links</source>
        <translation>基面与竖向构件剖面图</translation>
    </message>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>面</translation>
    </message>
    <message>
        <source>Assessed by different rules, so grades may differ where nothing was built: {}.</source>
        <translation>各次评价所依规则不同，未作建设的内容等级也可能不同：{}。</translation>
    </message>
    <message>
        <source>same grade</source>
        <translation>等级相同</translation>
    </message>
    <message>
        <source>The clause goes by the share that is excellent: {}.</source>
        <translation>本条按优秀者的占比评级：{}。</translation>
    </message>
    <message>
        <source>{} storeys in each building</source>
        <translation>每栋 {} 层</translation>
    </message>
    <message>
        <source>{} inversions in each complex</source>
        <translation>每栋综合体 {} 处倒置</translation>
    </message>
    <message>
        <source>{} housing and offices below ground</source>
        <translation>地下居住与办公 {}</translation>
    </message>
    <message>
        <source>{} public use on each of the storeys 1–3</source>
        <translation>1–3 层每层 {} 处公共功能</translation>
    </message>
    <message>
        <source>{} offices, hotel and housing from storey 4 up</source>
        <translation>4 层及以上办公、酒店与居住 {}</translation>
    </message>
    <message>
        <source>{} dimensions in each unit</source>
        <translation>每个单元 {} 个维度</translation>
    </message>
    <message>
        <source>{} of the categories excellent</source>
        <translation>{} 的类别为优秀</translation>
    </message>
    <message>
        <source>The assessment stopped without saying why; see QGIS&apos;s log messages.</source>
        <translation>评价中止，未给出原因；请查看 QGIS 日志消息。</translation>
    </message>
    <message>
        <source>The {:,} worst of {:,}; the others stand in the layer&apos;s attribute table.</source>
        <translation>列出最差的 {:,} 个（共 {:,} 个）；其余见图层属性表。</translation>
    </message>
    <message>
        <source>{} (given)</source>
        <translation>{}（原值）</translation>
    </message>
    <message>
        <source>&lt;b&gt;{}:&lt;/b&gt; {}</source>
        <translation>&lt;b&gt;{}：&lt;/b&gt;{}</translation>
    </message>
    <message>
        <source>height not known</source>
        <translation>标高不明</translation>
    </message>
    <message>
        <source>… and {} more in the layer</source>
        <translation>…… 图层中另有 {} 行</translation>
    </message>
    <message>
        <source>No program opens the report. It lies here: {}</source>
        <translation>没有程序可打开报告。报告位于：{}</translation>
    </message>
    <message>
        <source>⚠ {} cannot be read: nobody can tell whether this result still holds.</source>
        <translation>⚠ 无法读取 {}：不能确定此结果是否仍然有效。</translation>
    </message>
    <message>
        <source>Assessed {} by the guideline&apos;s own bounds.</source>
        <translation>评价时间 {}，按导则自身界限。</translation>
    </message>
    <message>
        <source>Assessed {} by the bounds of {}; those quoted below are the guideline&apos;s.</source>
        <translation>评价时间 {}，按规则文件 {} 的界限；下方所引为导则的界限。</translation>
    </message>
    <message>
        <source>read the wording below and judge it; no layer would decide it</source>
        <translation>请对照下方条文人工判断；没有图层可作依据</translation>
    </message>
    <message>
        <source>check it by hand by the wording below; no tool measures it yet</source>
        <translation>请对照下方条文人工核查；目前没有工具计量此条</translation>
    </message>
    <message>
        <source>add features to {}</source>
        <translation>补充要素：{}</translation>
    </message>
    <message>
        <source>and {} more reasons</source>
        <translation>以及其他 {} 种原因</translation>
    </message>
    <message>
        <source>it reads {}</source>
        <translation>所读取的数据：{}</translation>
    </message>
    <message>
        <source>– none –</source>
        <translation>– 无 –</translation>
    </message>
    <message>
        <source>Each measure says which of these it needs; the others may stay empty.</source>
        <translation>各项计量会说明所需图层；其余可留空。</translation>
    </message>
    <message>
        <source>Enter or double-click: look at it on the map</source>
        <translation>按回车键或双击：在地图上查看</translation>
    </message>
    <message>
        <source>Say which layer of the project is which …</source>
        <translation>指定工程中各图层的对应关系…</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>规则(&amp;R)</translation>
    </message>
    <message>
        <source>Bounds of the grades: the guideline&apos;s, or those of a profile</source>
        <translation>评级界限：导则自身的，或规则文件中的</translation>
    </message>
    <message>
        <source>Open another rule profile …</source>
        <translation>打开其他规则文件…</translation>
    </message>
    <message>
        <source>The guideline&apos;s own</source>
        <translation>导则自身</translation>
    </message>
    <message>
        <source>Open a rule profile</source>
        <translation>打开规则文件</translation>
    </message>
    <message>
        <source>Rule profile (*.csv)</source>
        <translation>规则文件 (*.csv)</translation>
    </message>
    <message>
        <source>left open: {}</source>
        <translation>未明确：{}</translation>
    </message>
    <message>
        <source>None of the project's layers is known. Press ⚙ to say which is which.</source>
        <translation>未能识别工程中的任何图层。请按 ⚙ 指定对应关系。</translation>
    </message>
    <message>
        <source>the rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>{} (min on foot)</source>
        <translation>{}（步行分钟）</translation>
    </message>
    <message>
        <source>below the range</source>
        <translation>低于区间</translation>
    </message>
    <message>
        <source>within the range</source>
        <translation>在区间内</translation>
    </message>
    <message>
        <source>above the range</source>
        <translation>高于区间</translation>
    </message>
    <message>
        <source>reaches the target</source>
        <translation>达到目标</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>估算</translation>
    </message>
    <message>
        <source>from the control line drawn</source>
        <translation>按所绘控制线</translation>
    </message>
    <message>
        <source>given in the data</source>
        <translation>数据中给出</translation>
    </message>
    <message>
        <source>number</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>Preparing the network</source>
        <translation>正在准备步行网络</translation>
    </message>
    <message>
        <source>The layer {} cannot be read.</source>
        <translation>无法读取图层 {}。</translation>
    </message>
    <message>
        <source>The place is far outside the walking network.</source>
        <translation>该位置远在步行网络范围之外。</translation>
    </message>
    <message>
        <source>⚠ Still the circles of before. Preparing the network …</source>
        <translation>⚠ 仍为此前的步行圈，正在准备步行网络 …</translation>
    </message>
    <message>
        <source>Assess many districts</source>
        <translation>批量评价片区</translation>
    </message>
    <message>
        <source>assess,city,districts,batch,league,ranking,quarter,guideline</source>
        <translation>评价,城市,片区,批量,排序,名次,季度,导则</translation>
    </message>
    <message>
        <source>Assesses the district packages of a folder or a list, several at once, and puts them side by side: a league table, a map and a report. A package that fails is listed with the reason, the others go on.

Districts stand in the order of the share of their clauses that are excellent or good; a clause that cannot be assessed counts as not met. With a store, what has not changed is not computed again, and the table tells who gained or lost places since last time.</source>
        <translation>对文件夹或列表中的片区数据包进行评价（多个同时进行），并列比较：生成排序表、地图和报告。失败的数据包列出原因，其余继续评价。

各片区按“优秀”和“良好”条文所占比例排序；不可评价的条文按未达标计。指定结果库后，未变化的数据包不再重复计算，表中并列出各片区较上次名次的升降。</translation>
    </message>
    <message>
        <source>District packages</source>
        <translation>片区数据包</translation>
    </message>
    <message>
        <source>GeoPackages of districts, or folders that hold them.</source>
        <translation>片区的 GeoPackage，或存放这些文件的文件夹。</translation>
    </message>
    <message>
        <source>Store of results</source>
        <translation>结果库</translation>
    </message>
    <message>
        <source>Folder that keeps every result, and the table tracking.csv of the districts by date.</source>
        <translation>保存各次评价结果的文件夹，并存有按日期记录各片区的跟踪表 tracking.csv。</translation>
    </message>
    <message>
        <source>Processes at once</source>
        <translation>同时运行的进程数</translation>
    </message>
    <message>
        <source>Each takes about half a GB of memory; 0 for one each processor.</source>
        <translation>每个进程约占用 0.5 GB 内存；0 表示每个处理器一个进程。</translation>
    </message>
    <message>
        <source>League table</source>
        <translation>片区排序表</translation>
    </message>
    <message>
        <source>Districts assessed</source>
        <translation>本次评价的片区数</translation>
    </message>
    <message>
        <source>Districts unchanged since their last assessment</source>
        <translation>自上次评价后未变化的片区数</translation>
    </message>
    <message>
        <source>Packages that failed</source>
        <translation>评价失败的数据包数</translation>
    </message>
    <message>
        <source>a folder that can be written</source>
        <translation>可写入的文件夹</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose GeoPackages, or a folder that holds them.</source>
        <translation>请选择 GeoPackage，或存放这些文件的文件夹。</translation>
    </message>
    <message>
        <source>files and folders that exist</source>
        <translation>已存在的文件和文件夹</translation>
    </message>
    <message>
        <source>no GeoPackage</source>
        <translation>没有 GeoPackage</translation>
    </message>
    <message>
        <source>one district package or more</source>
        <translation>一个或多个片区数据包</translation>
    </message>
    <message>
        <source>Import OpenStreetMap</source>
        <translation>导入 OpenStreetMap</translation>
    </message>
    <message>
        <source>OpenStreetMap,osm,pbf,import,package,district,buildings,levels</source>
        <translation>OpenStreetMap,OSM,pbf,导入,数据包,片区,建筑,楼层</translation>
    </message>
    <message>
        <source>Makes a district package of OpenStreetMap: roads, plots, buildings, near-ground surfaces, stairs, lifts, walkways with heights from their levels, facilities, stations, greenery, water and more.

Give either a file .osm or .osm.pbf, or layers made of one; tags may be columns or stand in other_tags. Each feature tells its source, and in the field assumed what was assumed of it and from what. What nobody mapped stays empty: no floor, width or level is invented, and layer is never read as a height.

The log lists what was recognised, left out and assumed. Check the package, then assess it.</source>
        <translation>由 OpenStreetMap 生成片区数据包：道路、地块、建筑、近地基面、楼梯、电梯、由层级得出标高的步行路径、服务设施、站点、绿化、水域等。

可提供 .osm 或 .osm.pbf 文件，或由其制作的图层；标签可为字段，也可位于 other_tags 中。每个要素注明其来源 source，并在 assumed 字段中说明假定了什么、依据是什么。未测绘的内容保持为空：不虚构楼层、宽度或层级，也从不将 layer 当作高度。

日志列出已识别、未导入和假定的内容。请先检查数据包，再进行评价。</translation>
    </message>
    <message>
        <source>OpenStreetMap file</source>
        <translation>OpenStreetMap 文件</translation>
    </message>
    <message>
        <source>File .osm or .osm.pbf; leave it empty to give layers.</source>
        <translation>.osm 或 .osm.pbf 文件；若改用图层则留空。</translation>
    </message>
    <message>
        <source>Layers with lines</source>
        <translation>线图层</translation>
    </message>
    <message>
        <source>Layers with areas</source>
        <translation>面图层</translation>
    </message>
    <message>
        <source>Layers with points</source>
        <translation>点图层</translation>
    </message>
    <message>
        <source>Layers of OpenStreetMap data; tags are columns or stand in other_tags.</source>
        <translation>由 OpenStreetMap 制作的图层；标签为字段，或位于 other_tags 中。</translation>
    </message>
    <message>
        <source>Extent of the district</source>
        <translation>片区范围（矩形）</translation>
    </message>
    <message>
        <source>What lies outside is left out; empty for all that the source holds.</source>
        <translation>范围以外的要素不导入；留空则导入数据源的全部要素。</translation>
    </message>
    <message>
        <source>CRS of the package</source>
        <translation>数据包的坐标参考系</translation>
    </message>
    <message>
        <source>CRS in metres; empty for that of the layers, or the UTM zone of the data.</source>
        <translation>以米为单位的坐标参考系；留空则采用图层的坐标参考系，或数据所在的 UTM 带。</translation>
    </message>
    <message>
        <source>Replace an existing package</source>
        <translation>替换已有数据包</translation>
    </message>
    <message>
        <source>Else an existing file is refused, so that nothing drawn is lost.</source>
        <translation>不勾选时拒绝已有文件，以免丢失已绘内容。</translation>
    </message>
    <message>
        <source>New GeoPackage; or a folder, in which it is named after the source.</source>
        <translation>新的 GeoPackage；若为文件夹，则以数据源命名。</translation>
    </message>
    <message>
        <source>Features of the package</source>
        <translation>数据包要素数</translation>
    </message>
    <message>
        <source>Features left out</source>
        <translation>未导入的要素数</translation>
    </message>
    <message>
        <source>Features with an assumption</source>
        <translation>含假定值的要素数</translation>
    </message>
    <message>
        <source>either a file or layers</source>
        <translation>文件或图层，二者选一</translation>
    </message>
    <message>
        <source>Choose a file .osm or .osm.pbf, or layers made of one, not both.</source>
        <translation>请选择 .osm 或 .osm.pbf 文件，或由其制作的图层，不可同时选择。</translation>
    </message>
    <message>
        <source>an existing file .osm or .osm.pbf</source>
        <translation>已有的 .osm 或 .osm.pbf 文件</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择其他文件。</translation>
    </message>
    <message>
        <source>nothing that a district package holds</source>
        <translation>没有片区数据包所需的要素</translation>
    </message>
    <message>
        <source>features with tags such as highway or building within the extent</source>
        <translation>范围内带有 highway、building 等标签的要素</translation>
    </message>
    <message>
        <source>Check the source and the extent.</source>
        <translation>请检查数据源与范围。</translation>
    </message>
    <message>
        <source>Import planning data</source>
        <translation>导入规划数据</translation>
    </message>
    <message>
        <source>package,import,shapefile,excel,csv,regulatory plan,land use,floors,CityGML,CityJSON</source>
        <translation>数据包,导入,Shapefile,Excel,CSV,控规,用地,楼层,CityGML,CityJSON</translation>
    </message>
    <message>
        <source>Makes a district package of what a planning office has: shapefiles, GeoPackages, sheets of floors, a city model, the 3D pedestrian network of Hong Kong (as walkways). Fields are found by their usual names (YDYHFLDM, RJL, DSCS, 用地性质, 层数 and many more), also where a shapefile cut them; codes of every land-use scheme, numbers in words (≤5.0, 2.5-3.0, 100米), and text in GBK are read. Rows of a table of floors become one floor for each storey.

Give any of the sources; nothing else is asked. The second result tells of every column what was read from it, what was not, and what was assumed. Nothing is guessed silently: each feature carries source and assumed, and the original text beside every number that was not plain.

The sources are never changed.</source>
        <translation>由规划部门已有的数据生成片区数据包：Shapefile、GeoPackage、楼层表格、城市三维模型、香港三维行人网络（作为步行路径）。字段按常用名称识别（YDYHFLDM、RJL、DSCS、用地性质、层数等），被 Shapefile 截断的名称亦可；各种用地分类的代码、写成文字的数值（≤5.0、2.5-3.0、100米）以及 GBK 编码的文字均可读取。楼层表的每一行展开为逐层的楼层。

提供任意数据源即可，不再询问其他内容。第二个结果逐列说明读取了什么、未读取什么、假定了什么。不作任何隐含猜测：每个要素均带有 source 与 assumed 字段，凡非纯数字的数值旁保留原文。

数据源不会被改动。</translation>
    </message>
    <message>
        <source>Source of this layer of the package; its fields are found by their names.</source>
        <translation>数据包中该图层的数据源；字段按名称识别。</translation>
    </message>
    <message>
        <source>Outlines of floors; or a sheet with building, first and last storey, use and area (m²), which takes its outlines from the buildings.</source>
        <translation>楼层轮廓；或含楼栋、起始层、终止层、用途与面积（m²）的表格，其轮廓取自建筑。</translation>
    </message>
    <message>
        <source>CityGML or CityJSON file whose buildings are read, instead of BUILDINGS.</source>
        <translation>CityGML 或 CityJSON 文件，读取其中的建筑，代替 BUILDINGS。</translation>
    </message>
    <message>
        <source>City model</source>
        <translation>城市三维模型</translation>
    </message>
    <message>
        <source>Area in a table of floors</source>
        <translation>楼层表中的面积</translation>
    </message>
    <message>
        <source>Whether the area of a row (m²) is that of all its storeys or of each of them.</source>
        <translation>一行的面积（m²）是其所有楼层之和，还是每一层的面积。</translation>
    </message>
    <message>
        <source>All storeys of the row together</source>
        <translation>该行所有楼层之和</translation>
    </message>
    <message>
        <source>Each storey</source>
        <translation>每一层</translation>
    </message>
    <message>
        <source>Encoding of shapefiles and CSV files, such as GBK; found when empty.</source>
        <translation>Shapefile 与 CSV 文件的编码，如 GBK；留空时自动识别。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>New GeoPackage, which must not exist; or a folder.</source>
        <translation>新的 GeoPackage（不得已存在），或一个文件夹。</translation>
    </message>
    <message>
        <source>What was recognised</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>Features imported</source>
        <translation>导入的要素数</translation>
    </message>
    <message>
        <source>Values that were not read</source>
        <translation>未能读取的值的数量</translation>
    </message>
    <message>
        <source>Columns that were not recognised</source>
        <translation>未识别的列数</translation>
    </message>
    <message>
        <source>Rows of floors without a building</source>
        <translation>找不到所属建筑的楼层表行数</translation>
    </message>
    <message>
        <source>no source at all</source>
        <translation>没有任何数据源</translation>
    </message>
    <message>
        <source>a layer, a sheet or a city model for at least one layer</source>
        <translation>至少为数据包的一个图层提供图层、表格或城市三维模型</translation>
    </message>
    <message>
        <source>Choose what you have, such as the plots or the buildings.</source>
        <translation>请选择已有的数据，例如地块或建筑。</translation>
    </message>
    <message>
        <source>one source of buildings, so that none counts twice</source>
        <translation>只有一个建筑数据源，以免重复计算</translation>
    </message>
    <message>
        <source>Leave out BUILDINGS or CITY_MODEL.</source>
        <translation>请去掉 BUILDINGS 或 CITY_MODEL 之一。</translation>
    </message>
    <message>
        <source>a table without outlines, and no buildings</source>
        <translation>没有轮廓的表格，且未提供建筑</translation>
    </message>
    <message>
        <source>outlines of floors, or a table with the buildings it names</source>
        <translation>楼层轮廓，或表格及其所列的建筑</translation>
    </message>
    <message>
        <source>Choose the buildings as BUILDINGS, or a CITY_MODEL.</source>
        <translation>请将建筑选为 BUILDINGS，或提供 CITY_MODEL。</translation>
    </message>
    <message>
        <source>a CRS in metres that does not stretch lengths</source>
        <translation>以米为单位且不拉伸长度的坐标参考系</translation>
    </message>
    <message>
        <source>{}: {} GeoPackages with results of assessments are no packages, and left out</source>
        <translation>{}：{} 个 GeoPackage 为评价结果，不是数据包，未计入</translation>
    </message>
    <message>
        <source>tracking.csv could not be written, this day is not in it: {}</source>
        <translation>无法写入 tracking.csv，其中没有当日的记录：{}</translation>
    </message>
    <message>
        <source>{}–{} % of the clauses met</source>
        <translation>条文达标 {}–{} %</translation>
    </message>
    <message>
        <source>{assessed} districts assessed, {failed} packages failed.</source>
        <translation>已评价 {assessed} 个片区，{failed} 个数据包失败。</translation>
    </message>
    <message>
        <source>League of districts</source>
        <translation>片区排序</translation>
    </message>
    <message>
        <source>Order: the share of the clauses with a bound that are excellent or good; then fewer clauses violated or not assessed; then more excellent clauses. A clause that is not assessed counts as not met. Features that could not be read are in no clause: where there are many warnings, look into the result before its place.</source>
        <translation>排序依据：有限值的条文中“优秀”和“良好”所占比例；其次为违反或不可评价的条文较少者；再次为“优秀”条文较多者。不可评价的条文按未达标计。无法读取的要素不计入任何条文：警告较多时，请先查看评价结果，再看名次。</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Places gained</source>
        <translation>名次变化</translation>
    </message>
    <message>
        <source>Clauses met</source>
        <translation>达标条文</translation>
    </message>
    <message>
        <source>Since the first assessment</source>
        <translation>自首次评价以来</translation>
    </message>
    <message>
        <source>Violated</source>
        <translation>违反条文</translation>
    </message>
    <message>
        <source>Not assessed, and why</source>
        <translation>未能评价及原因</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>{}: no column tells what the {} features are; taken for what the layer&apos;s name says</source>
        <translation>{}：没有字段说明这 {} 个要素是什么，按图层名称认定</translation>
    </message>
    <message>
        <source>{}: {} features skipped, {}: {}</source>
        <translation>{}：跳过 {} 个要素，{}：{}</translation>
    </message>
    <message>
        <source>a complete file of OpenStreetMap, .osm or .osm.pbf</source>
        <translation>完整的 OpenStreetMap 文件（.osm 或 .osm.pbf）</translation>
    </message>
    <message>
        <source>Download it again, or export the area anew.</source>
        <translation>请重新下载，或重新导出该区域。</translation>
    </message>
    <message>
        <source>Recognised:</source>
        <translation>已识别：</translation>
    </message>
    <message>
        <source>Empty, for the source holds nothing for them: {}</source>
        <translation>数据源中没有相应内容、因而为空的图层：{}</translation>
    </message>
    <message>
        <source>Left out:</source>
        <translation>未导入：</translation>
    </message>
    <message>
        <source>Assumed (field assumed of each feature):</source>
        <translation>假定值（见各要素的 assumed 字段）：</translation>
    </message>
    <message>
        <source>{} places where ways meet that state different levels, without a stair or lift: they join only where nothing else joins them (assumed: ways of different levels meet)</source>
        <translation>有 {} 处道路相遇但所标层级不同，且无楼梯或电梯：仅在别无其他连接之处予以连通（假定值：ways of different levels meet）</translation>
    </message>
    <message>
        <source>Next: run Check a district package on it, correct what it names, fill in the district's type and stage, then Assess a district. OpenStreetMap is a start: © OpenStreetMap contributors, ODbL.</source>
        <translation>下一步：运行“检查片区数据包”，更正所列问题，填写片区类型与建设阶段，然后运行“片区评价”。OpenStreetMap 仅为起点：© OpenStreetMap 贡献者，ODbL。</translation>
    </message>
    <message>
        <source>outside the extent</source>
        <translation>位于范围之外</translation>
    </message>
    <message>
        <source>no tag that a package layer takes</source>
        <translation>没有任何图层采用的标签</translation>
    </message>
    <message>
        <source>ways that nobody may walk, as walkways</source>
        <translation>禁止步行的道路（不作为步行路径）</translation>
    </message>
    <message>
        <source>private roads, as roads</source>
        <translation>私有道路（不作为道路）</translation>
    </message>
    <message>
        <source>canopies and shafts, which are no buildings</source>
        <translation>雨棚与井道，不属于建筑</translation>
    </message>
    <message>
        <source>bridges drawn as buildings: enclosed ones are no near-ground surfaces</source>
        <translation>绘为建筑的连桥：封闭连桥不是近地基面</translation>
    </message>
    <message>
        <source>platforms behind ticket gates</source>
        <translation>检票口以内的站台</translation>
    </message>
    <message>
        <source>places where a vehicle halts; the stop itself is drawn beside</source>
        <translation>车辆停靠位置；站点本身另行绘制</translation>
    </message>
    <message>
        <source>under construction, proposed or gone</source>
        <translation>在建、规划或已不存在</translation>
    </message>
    <message>
        <source>waters, hedges and rows of trees drawn as lines</source>
        <translation>绘为线的水系、绿篱与行道树列</translation>
    </message>
    <message>
        <source>railway stations that are neither metro, tram nor bus</source>
        <translation>非地铁、有轨电车或公交的铁路车站</translation>
    </message>
    <message>
        <source>outlines of stations that are drawn as points as well</source>
        <translation>另有点要素的车站轮廓</translation>
    </message>
    <message>
        <source>lifts of which fewer than two levels are known</source>
        <translation>已知停靠层少于两层的电梯</translation>
    </message>
    <message>
        <source>outlines of bridges on which no footway runs</source>
        <translation>其上没有步行道的桥梁轮廓</translation>
    </message>
    <message>
        <source>footbridges onto which streets run level, as surfaces</source>
        <translation>与街道平接的步行桥（不作为近地基面）</translation>
    </message>
    <message>
        <source>parts of buildings, which stand within their outlines</source>
        <translation>位于建筑轮廓内的建筑部分</translation>
    </message>
    <message>
        <source>indoor storeys of buildings not drawn storey by storey</source>
        <translation>未逐层绘全的建筑室内楼层</translation>
    </message>
    <message>
        <source>Write the reference system into the file, or convert it first.</source>
        <translation>请在文件中写明坐标参考系，或先转换文件。</translation>
    </message>
    <message>
        <source>longitude before latitude</source>
        <translation>先经度、后纬度</translation>
    </message>
    <message>
        <source>Turn the coordinates round, or transform the model to metres.</source>
        <translation>请调换坐标顺序，或将模型转换为以米为单位的坐标系。</translation>
    </message>
    <message>
        <source>{}: repaired: features {}</source>
        <translation>{}：已修复：要素 {}</translation>
    </message>
    <message>
        <source>{}: its text is in {}</source>
        <translation>{}：文字编码为 {}</translation>
    </message>
    <message>
        <source>the name of an encoding, such as GBK, GB18030, UTF-8 or Big5</source>
        <translation>编码名称，如 GBK、GB18030、UTF-8 或 Big5</translation>
    </message>
    <message>
        <source>Leave it empty: what is not UTF-8 is tried as GB 18030 and Big5.</source>
        <translation>请留空：非 UTF-8 的文字会依次按 GB 18030 与 Big5 尝试读取。</translation>
    </message>
    <message>
        <source>text that can be read</source>
        <translation>可读的文字</translation>
    </message>
    <message>
        <source>Set the encoding in the properties of the layer (Source), or name it in ENCODING.</source>
        <translation>请在图层属性（数据源）中设置编码，或在 ENCODING 中写明。</translation>
    </message>
    <message>
        <source>not recognised; kept under its own name</source>
        <translation>未识别；按原名保留</translation>
    </message>
    <message>
        <source>names {} too; another column was read, this one is kept as it is</source>
        <translation>同样表示 {}；已读取另一列，此列原样保留</translation>
    </message>
    <message>
        <source>a cut name that may mean {}; not read, kept under its own name</source>
        <translation>列名被截断，可能表示 {}；未读取，按原名保留</translation>
    </message>
    <message>
        <source>recognised by a name that was cut in a shapefile</source>
        <translation>按 Shapefile 中被截断的列名识别</translation>
    </message>
    <message>
        <source>{}: the unit in the name does not fit; nothing was read</source>
        <translation>{}：列名中的单位不符；未读取任何值</translation>
    </message>
    <message>
        <source>{}: read in the unit of its name</source>
        <translation>{}：按列名中的单位读取</translation>
    </message>
    <message>
        <source>a height limit, taken as the height</source>
        <translation>建筑限高，按建筑高度采用</translation>
    </message>
    <message>
        <source>numbers up to 1, read as parts of 1{}</source>
        <translation>数值均不大于 1，按小数形式的百分比读取{}</translation>
    </message>
    <message>
        <source>only the first or only the last storeys: nothing was read{}</source>
        <translation>只有起始层或只有终止层：未读取任何值{}</translation>
    </message>
    <message>
        <source>{} numbers that cannot be, left unknown</source>
        <translation>{} 个不可能的数值，按未知处理</translation>
    </message>
    <message>
        <source>bounds, ranges or several numbers of which one was taken: {}</source>
        <translation>上下限、区间或多个数值，只采用其一：{}</translation>
    </message>
    <message>
        <source>no column for {}, which the assessment asks for</source>
        <translation>没有 {} 列，而评价需要该字段</translation>
    </message>
    <message>
        <source>features skipped: {}</source>
        <translation>跳过的要素：{}</translation>
    </message>
    <message>
        <source>features imported in a repaired copy: {}</source>
        <translation>以修复后的副本导入的要素：{}</translation>
    </message>
    <message>
        <source>transformed from {}</source>
        <translation>由 {} 转换坐标</translation>
    </message>
    <message>
        <source>its text was read again in {}</source>
        <translation>文字已按 {} 重新读取</translation>
    </message>
    <message>
        <source>looks shifted as GCJ-02 shifts data, {}; nothing was moved</source>
        <translation>疑似 GCJ-02 偏移，{}；未作任何移动</translation>
    </message>
    <message>
        <source>the 3D pedestrian network of Hong Kong, as walkways and verticals{}</source>
        <translation>香港三维行人网络，已转为步行路径与竖向构件{}</translation>
    </message>
    <message>
        <source>not made from it: {}, which has a source of its own</source>
        <translation>未由其生成：{}，该图层另有数据源</translation>
    </message>
    <message>
        <source>rows expanded to {} floors, one for each storey</source>
        <translation>各行已展开为 {} 个楼层，每层一个</translation>
    </message>
    <message>
        <source>areas are those of all storeys of a row together, except in columns named after a single storey{}</source>
        <translation>面积按该行所有楼层之和计，列名注明每层者除外{}</translation>
    </message>
    <message>
        <source>areas are those of all storeys of a row together{}</source>
        <translation>面积按该行所有楼层之和计{}</translation>
    </message>
    <message>
        <source>areas are those of each storey of a row{}</source>
        <translation>面积按该行每一层计{}</translation>
    </message>
    <message>
        <source>rows with totals, left out: {}</source>
        <translation>合计行，未导入：{}</translation>
    </message>
    <message>
        <source>rows that name no storey, left out: {}</source>
        <translation>未写明楼层的行，未导入：{}</translation>
    </message>
    <message>
        <source>rows without an area beside others of their storey, left out: {}</source>
        <translation>同一楼层已有其他面积而自身未写面积的行，未导入：{}</translation>
    </message>
    <message>
        <source>rows whose building is not found, left out: {}</source>
        <translation>找不到所属建筑的行，未导入：{}</translation>
    </message>
    <message>
        <source>{} rows without a building took that of the row above</source>
        <translation>{} 行未写楼栋，沿用上一行</translation>
    </message>
    <message>
        <source>{} rows joined to a building of a slightly different name</source>
        <translation>{} 行按相近的楼栋名称关联</translation>
    </message>
    <message>
        <source>{} rows fit their buildings better if their area is that of each storey: see AREA_COUNTS</source>
        <translation>若面积为每一层的面积，则有 {} 行与建筑更相符：见 AREA_COUNTS</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>识别为</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值数</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读取</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>未读取</translation>
    </message>
    <message>
        <source>Not read, for example</source>
        <translation>未读取示例</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>no result was written</source>
        <translation>未生成评价结果</translation>
    </message>
    <message>
        <source>no floor area, or none known</source>
        <translation>无建筑面积或面积未知</translation>
    </message>
    <message>
        <source>no public property</source>
        <translation>无公共物业</translation>
    </message>
    <message>
        <source>{} buildings without storeys above ground</source>
        <translation>{} 栋建筑没有地上层数</translation>
    </message>
    <message>
        <source>{} buildings with impossible storeys, left unknown</source>
        <translation>{} 栋建筑的地上层数不可能，按未知处理</translation>
    </message>
    <message>
        <source>{} buildings with impossible storeys below ground, left unknown</source>
        <translation>{} 栋建筑的地下层数不可能，按未知处理</translation>
    </message>
    <message>
        <source>{} buildings with an impossible height, left unknown</source>
        <translation>{} 栋建筑的高度不可能，按未知处理</translation>
    </message>
    <message>
        <source>{} buildings without a height: that of their solid is taken</source>
        <translation>{} 栋建筑没有高度：采用其模型体的高度</translation>
    </message>
    <message>
        <source>{} buildings with a code of function that no list has</source>
        <translation>{} 栋建筑的功能代码不在任何代码表中</translation>
    </message>
    <message>
        <source>{} footprints that are the outline of the roof</source>
        <translation>{} 个建筑基底采用屋顶轮廓</translation>
    </message>
    <message>
        <source>{} buildings without a footprint, skipped</source>
        <translation>{} 栋建筑没有基底轮廓，已跳过</translation>
    </message>
    <message>
        <source>{} buildings of which the geometry is a link, which is not followed</source>
        <translation>{} 栋建筑的几何为链接引用，未读取</translation>
    </message>
    <message>
        <source>{} buildings with faces that cannot be read</source>
        <translation>{} 栋建筑有无法读取的面</translation>
    </message>
    <message>
        <source>{} buildings with a ground level as in the model, above its datum and not above the street</source>
        <translation>{} 栋建筑的地面标高沿用模型原值，以其高程基准为准，而非相对街道地面</translation>
    </message>
    <message>
        <source>{} buildings of a model that is not in metres: heights measured on it are left unknown</source>
        <translation>{} 栋建筑所在的模型不以米为单位：由模型量得的高度按未知处理</translation>
    </message>
    <message>
        <source>{} buildings whose coordinates are latitude and longitude</source>
        <translation>{} 栋建筑的坐标为先纬度后经度，已调换</translation>
    </message>
    <message>
        <source>no building</source>
        <translation>没有建筑</translation>
    </message>
    <message>
        <source>no building with a footprint</source>
        <translation>没有带基底轮廓的建筑</translation>
    </message>
    <message>
        <source>the file ends too early</source>
        <translation>文件不完整，提前结束</translation>
    </message>
    <message>
        <source>parts that are not as CityJSON has them</source>
        <translation>内容不符合 CityJSON 的结构</translation>
    </message>
    <message>
        <source>a whole CityGML or CityJSON file with buildings</source>
        <translation>含有建筑的完整 CityGML 或 CityJSON 文件</translation>
    </message>
    <message>
        <source>Export it again, or choose another file.</source>
        <translation>请重新导出，或选择其他文件。</translation>
    </message>
    <message>
        <source>coordinates within the model&apos;s CRS</source>
        <translation>坐标位于模型坐标系的范围内</translation>
    </message>
    <message>
        <source>Install it: pip install distributed</source>
        <translation>请安装：pip install distributed</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>a dask scheduler that answers and has workers</source>
        <translation>有响应且有工作进程的 dask 调度器</translation>
    </message>
    <message>
        <source>Start dask scheduler and dask worker, or leave the address out.</source>
        <translation>请启动 dask scheduler 和 dask worker，或不填地址。</translation>
    </message>
    <message>
        <source>this version of multiground on every worker</source>
        <translation>每个工作进程均为本版本的 multiground</translation>
    </message>
    <message>
        <source>Install it there: pip install multiground</source>
        <translation>请在该处安装：pip install multiground</translation>
    </message>
    <message>
        <source>another version, or none</source>
        <translation>其他版本，或未安装</translation>
    </message>
    <message>
        <source>{} pieces of an unknown FeatureType, taken as footways</source>
        <translation>{} 段的 FeatureType 未知，按步行道处理</translation>
    </message>
    <message>
        <source>{} pieces that are not enabled or are stairlifts, taken as closed</source>
        <translation>{} 段未启用或为楼梯升降机，按不可步行处理</translation>
    </message>
    <message>
        <source>{} pieces of unknown direction, walked both ways</source>
        <translation>{} 段通行方向未知，按双向通行处理</translation>
    </message>
    <message>
        <source>{} pieces with an access time, taken as not open 24 hours</source>
        <translation>{} 段设有开放时间，按非 24 小时开放处理</translation>
    </message>
    <message>
        <source>{} pieces of unknown hours: the layer has no AccessTimeID</source>
        <translation>{} 段开放时间未知：图层没有 AccessTimeID 字段</translation>
    </message>
    <message>
        <source>{} pieces of which Location does not tell whether indoors</source>
        <translation>{} 段的 Location 未说明在室内还是室外</translation>
    </message>
    <message>
        <source>{} pieces without heights</source>
        <translation>{} 段没有高程</translation>
    </message>
    <message>
        <source>{} vertical components of unknown width, which MPER assumes</source>
        <translation>{} 个竖向构件宽度未知，计算 MPER 时采用假定宽度</translation>
    </message>
    <message>
        <source>{} lifts or indoor components, left out by clause 6.1.2</source>
        <translation>{} 部电梯或室内构件，按第 6.1.2 条不计入</translation>
    </message>
    <message>
        <source>the tracking table of an earlier run, or none</source>
        <translation>此前运行生成的跟踪表，或没有该文件</translation>
    </message>
    <message>
        <source>Restore the file, or move it out of the store.</source>
        <translation>请恢复该文件，或将其移出结果库。</translation>
    </message>
    <message>
        <source>Landing sites for low-altitude delivery (6.3)</source>
        <translation>低空物流起降点（6.3）</translation>
    </message>
    <message>
        <source>drone,landing,pad,vertiport,low altitude,delivery,roof,guideline</source>
        <translation>无人机,起降,起降坪,垂直起降场,低空,物流,屋顶,导则</translation>
    </message>
    <message>
        <source>Where a delivery drone could land, clause 6.3. First everything is left out that lies in a no-fly zone, an airport&apos;s clearance or near a sensitive installation; that nothing is left is a valid answer.

Then pads are fitted into the rooftops, skyways and platforms, at any angle, clear of what rises above them, and measured: approaches free of buildings, distance to housing, hospitals and schools, minutes down to the street, public width left beside the pad. A pad that meets all is excellent, all but one good.

Without constraints, a network or sensitive uses nothing passes: what is missing is said. Wind, light, interference and vibration are left to a person. The numbers follow the design of vertiports by analogy and are no permit.</source>
        <translation>物流无人机可在何处起降，条文 6.3。首先剔除位于禁飞区、机场净空范围内或临近敏感设施的位置；全部被剔除也是有效结论。

随后在屋顶、空中连廊与平台上以任意角度布置起降坪，避开高出载体的物体，并逐项测算：进近方向有无建筑遮挡，与住宅、医院、学校的距离，至地面街道的分钟数，起降坪旁剩余的公共通行宽度。全部满足为优秀，仅一项不满足为良好。

缺少约束图层、步行网络或噪声敏感用途时，任何位置都不会判为通过，并说明所缺数据。风场、光环境、电磁干扰与振动须人工校核。数值参照垂直起降场设计推算，不构成许可。</translation>
    </message>
    <message>
        <source>Landing sites</source>
        <translation>低空物流起降点</translation>
    </message>
    <message>
        <source>Carriers without a pad</source>
        <translation>无起降坪的载体</translation>
    </message>
    <message>
        <source>Grade of the best pad</source>
        <translation>最佳起降坪的评级</translation>
    </message>
    <message>
        <source>State: graded, missing or not_applicable</source>
        <translation>状态：graded（已评级）、missing（数据缺失）或 not_applicable（不适用）</translation>
    </message>
    <message>
        <source>Why there is no candidate</source>
        <translation>无候选的原因</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>Roofs, terraces, skyways and platforms with their kind and height in metres; one without a kind is classified by clause 6.1.3.</source>
        <translation>屋顶、露台、空中连廊与平台，含类别与标高（米）；未注明类别的按条文 6.1.3 判定。</translation>
    </message>
    <message>
        <source>Footprints with a height in metres: what stands in the way of an approach.</source>
        <translation>带高度（米）的建筑基底：可能遮挡进近的物体。</translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>约束</translation>
    </message>
    <message>
        <source>No-fly zones, airport clearance and sensitive installations with their kind, and where known buffer (metres), source and confirmed; empty leaves the pads unassessed.</source>
        <translation>禁飞区、机场净空与敏感设施，含类别，以及已知的缓冲距离（米）、来源与是否经主管部门确认；留空则起降坪不予评价。</translation>
    </message>
    <message>
        <source>Sensitive uses</source>
        <translation>噪声敏感用途</translation>
    </message>
    <message>
        <source>Housing, hospitals and schools; the functions of buildings count beside them.</source>
        <translation>住宅、医院与学校；建筑图层的功能一并计入。</translation>
    </message>
    <message>
        <source>Ways with heights, lifts and stairs among them, from the carriers to the street; empty leaves the handover unknown.</source>
        <translation>带标高的步行线（含电梯、楼梯），由载体通至街道；留空则交接时间未知。</translation>
    </message>
    <message>
        <source>Side of the pad</source>
        <translation>起降坪边长</translation>
    </message>
    <message>
        <source>Metres of the clear square, its safety area included.</source>
        <translation>净空正方形的边长（米），含安全区。</translation>
    </message>
    <message>
        <source>Slope of the approach (%)</source>
        <translation>进近面坡度 (%)</translation>
    </message>
    <message>
        <source>Per cent by which the two approach surfaces rise.</source>
        <translation>两个进近面上升的坡度（百分比）。</translation>
    </message>
    <message>
        <source>Field with the kind of carrier</source>
        <translation>载体类别字段</translation>
    </message>
    <message>
        <source>Roof garden, terrace, skyway, platform, ground … in words.</source>
        <translation>以文字表示：屋顶花园、露台、空中连廊、平台、地面等。</translation>
    </message>
    <message>
        <source>Field with the height of the carrier</source>
        <translation>载体标高字段</translation>
    </message>
    <message>
        <source>Metres above the ground; for roofs drawn as buildings their height.</source>
        <translation>高出地面的米数；以建筑作为屋顶时用其高度。</translation>
    </message>
    <message>
        <source>Field with the owner of the carrier</source>
        <translation>载体权属字段</translation>
    </message>
    <message>
        <source>Names of the owners, several separated by ; or 、.</source>
        <translation>权属人名称，多个以 ; 或 、 分隔。</translation>
    </message>
    <message>
        <source>Field with the height of the building</source>
        <translation>建筑高度字段</translation>
    </message>
    <message>
        <source>Metres above the ground.</source>
        <translation>高出地面的米数。</translation>
    </message>
    <message>
        <source>Other distances from constraints</source>
        <translation>与约束的其他距离</translation>
    </message>
    <message>
        <source>Metres by kind, such as substation=150; railway=80, instead of the default distances of clause 6.3.5; the field buffer of a constraint goes first.</source>
        <translation>按类别给出米数，如 变电站=150; 铁路=80，代替条文 6.3.5 的默认距离；约束要素自身的缓冲距离字段优先。</translation>
    </message>
    <message>
        <source>Most pads on one carrier</source>
        <translation>单个载体的起降坪上限</translation>
    </message>
    <message>
        <source>Number of pads offered on each carrier, the best first.</source>
        <translation>每个载体给出的起降坪数量，优者在前。</translation>
    </message>
    <message>
        <source>carrier without a pad</source>
        <translation>无起降坪的载体</translation>
    </message>
    <message>
        <source>Gaps, lines of sight and greenery (7.1)</source>
        <translation>建筑间距、视线通廊与绿化（7.1）</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>景观</translation>
    </message>
    <message>
        <source>landscape,gap,façade,view,corridor,landmark,greenery,tree,guideline</source>
        <translation>景观,间距,立面,视线,通廊,地标,绿化,树木,导则</translation>
    </message>
    <message>
        <source>Three-dimensional landscape, clauses 7.1.1, 7.1.3 and 7.1.4. Gaps: where façades of two buildings face each other less than 13 m apart, and less than 6 m; buildings that touch have none. Lines of sight: what can be seen of each landmark from the middle of each open space and from points half-way to its outline, and which building is in the way. Greenery of each open space: how much of the view at eye height vegetation closes, its layers (tree, shrub, grass), how green the foreground, middle ground and background are, its species and seasons.

The guideline gives no bound, so there is no grade. What the data cannot tell is said, and never counted as none: a crown that begins at an unknown height, a building of unknown height in a line of sight.</source>
        <translation>立体景观，条文 7.1.1、7.1.3 与 7.1.4。间距：两建筑相对立面相距小于 13 m 与小于 6 m 之处；相接的建筑无间距。视线：自各开放空间中部及其至边界一半处的各点可见各地标的程度，以及遮挡的建筑。各开放空间的绿化：平视视线被植被遮挡的占比、绿化层次（乔、灌、草）、前景、中景与后景的绿地占比、植物种类与季相。

导则未给出限值，因此不评级。数据无法说明的内容如实列出，绝不计为没有：如枝下高未知的树冠、视线上高度未知的建筑。</translation>
    </message>
    <message>
        <source>Footprints with their height in metres or their storeys.</source>
        <translation>建筑轮廓，含以米计的高度或层数。</translation>
    </message>
    <message>
        <source>Greenery</source>
        <translation>绿化</translation>
    </message>
    <message>
        <source>Trees as points with radius, height and crown_base in metres, shrubs and grass as polygons; all with kind, and species, leaf_cycle and season_months where known.</source>
        <translation>乔木为点，含以米计的 radius（冠幅半径）、height（高度）与 crown_base（枝下高），灌木与草地为面；均含 kind（类别），已知时含 species（树种）、leaf_cycle（常绿或落叶）与 season_months（观赏月份）。</translation>
    </message>
    <message>
        <source>Open spaces</source>
        <translation>开放空间</translation>
    </message>
    <message>
        <source>Squares, parks and yards at ground level from which people look.</source>
        <translation>人们驻足观景的地面广场、公园与庭院。</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>地标</translation>
    </message>
    <message>
        <source>Points with z, the height of the top above the ground in metres.</source>
        <translation>点，字段 z 为顶部高出地面的米数。</translation>
    </message>
    <message>
        <source>Height of the building above its ground in metres.</source>
        <translation>建筑高出其地面的高度（米）。</translation>
    </message>
    <message>
        <source>Number of storeys, or a text such as 12F/2D, where no height is known.</source>
        <translation>层数，或 12F/2D 之类的文本，用于高度未知处。</translation>
    </message>
    <message>
        <source>Gaps between façades</source>
        <translation>建筑间距</translation>
    </message>
    <message>
        <source>Lines of sight to landmarks</source>
        <translation>至地标的视线</translation>
    </message>
    <message>
        <source>Greenery of open spaces</source>
        <translation>开放空间的绿化</translation>
    </message>
    <message>
        <source>Landscape by clause</source>
        <translation>各条文的景观结论</translation>
    </message>
    <message>
        <source>Lines of sight that can be told</source>
        <translation>可判定的视线数</translation>
    </message>
    <message>
        <source>Mean of the view closed by vegetation at eye height (%)</source>
        <translation>平视视线被植被遮挡的平均占比 (%)</translation>
    </message>
    <message>
        <source>Open spaces with all three layers of greenery</source>
        <translation>三层绿化俱全的开放空间数</translation>
    </message>
    <message>
        <source>Window view (7.1.2)</source>
        <translation>窗景视角（7.1.2）</translation>
    </message>
    <message>
        <source>window,view,sky,greenery,façade,storey,landscape,guideline</source>
        <translation>窗景,视野,天空,绿化,立面,楼层,景观,导则</translation>
    </message>
    <message>
        <source>What is seen from the windows of each storey, clause 7.1.2: the shares of sky, greenery, buildings, water and ground in a field of view, by equal solid angle, and the nearest building in its middle.

Windows stand along every façade, courtyards included, not on walls shared with a touching building. Crowns, woods and hedges let part of the view through. Flagged are windows without sky, with a building closer than 20 m in the middle of the view, with more than 70 % of buildings, or less than 5 % of greenery; the guideline gives no bound, so there is no grade. Where a building of unknown height stands in the view, the window is missing: what it hides is not known.</source>
        <translation>条文 7.1.2：各楼层窗口所见，即视野内天空、绿化、建筑、水面与地面按等立体角计算的占比，以及视野中心最近建筑的距离。

窗景点沿各立面（含内院）布置，与相邻建筑共用的墙面不设。树冠、树林与绿篱按透视率透过部分视线。以下窗景点予以标记：看不到天空、视野中心 20 m 内有建筑、建筑占比超过 70 %、绿化占比不足 5 %；导则未给出限值，故不评级。视野中有高度未知的建筑时，其遮挡内容未知，该窗景点记为缺失。</translation>
    </message>
    <message>
        <source>Footprints with their height, storeys and, where the ground is not level, ground_z in metres; all of them stand in the view.</source>
        <translation>建筑轮廓，带高度、层数，地面不平时带地面标高 ground_z（米）；全部建筑均参与遮挡。</translation>
    </message>
    <message>
        <source>Trees as points with height and radius in metres; woods, hedges, grass and green roofs as polygons with kind and height; empty: the share of greenery is unknown.</source>
        <translation>乔木为点，带高度与树冠半径（米）；树林、绿篱、草地与屋顶绿化为面，带类别与高度；留空：绿化占比未知。</translation>
    </message>
    <message>
        <source>Water as polygons; empty: the share of water is unknown and seen as ground.</source>
        <translation>水域面；留空：水面占比未知，按地面计。</translation>
    </message>
    <message>
        <source>Distance between windows</source>
        <translation>窗景点间距</translation>
    </message>
    <message>
        <source>Metres of façade for one window; a wall shorter than half of it has none.</source>
        <translation>每个窗景点对应的立面长度（米）；短于其一半的墙面不设窗景点。</translation>
    </message>
    <message>
        <source>Storeys with windows: a list such as 1,5,10-12, or /5 for every fifth from the first; empty for all.</source>
        <translation>设窗景点的楼层：列表如 1,5,10-12，或 /5 表示自首层起每隔五层；留空为全部楼层。</translation>
    </message>
    <message>
        <source>Metres within which things stand in the view; beyond is open sky.</source>
        <translation>参与视野计算的范围（米）；范围之外视为开敞天空。</translation>
    </message>
    <message>
        <source>Degrees to each side of the window&apos;s axis, more than 0 and at most 90.</source>
        <translation>窗口轴线两侧各多少度，大于 0 且不超过 90。</translation>
    </message>
    <message>
        <source>Degrees above and below the horizon, more than 0 and at most 90.</source>
        <translation>水平线上下各多少度，大于 0 且不超过 90。</translation>
    </message>
    <message>
        <source>Window views</source>
        <translation>窗景视野</translation>
    </message>
    <message>
        <source>Window views of buildings</source>
        <translation>各建筑窗景视野</translation>
    </message>
    <message>
        <source>Windows whose view is not known</source>
        <translation>视野未知的窗景点数</translation>
    </message>
    <message>
        <source>Windows with a flag</source>
        <translation>带标记的窗景点数</translation>
    </message>
    <message>
        <source>Share of the measured windows with a flag (%)</source>
        <translation>已测算窗景点中带标记的占比 (%)</translation>
    </message>
    <message>
        <source>Mean share of sky (%)</source>
        <translation>平均天空占比 (%)</translation>
    </message>
    <message>
        <source>Mean share of greenery (%)</source>
        <translation>平均绿化占比 (%)</translation>
    </message>
    <message>
        <source>Mean share of buildings (%)</source>
        <translation>平均建筑占比 (%)</translation>
    </message>
    <message>
        <source>Metres, used only where a building&apos;s storeys or its height are missing.</source>
        <translation>米，仅在建筑缺少层数或高度时使用。</translation>
    </message>
    <message>
        <source>Height of the eye</source>
        <translation>视点高度</translation>
    </message>
    <message>
        <source>Metres above the floor of the storey.</source>
        <translation>距本层楼面的高度（米）。</translation>
    </message>
    <message>
        <source>Directions looked into from each window, evenly spread over the field.</source>
        <translation>每个窗景点的水平视线数，在视野内均匀分布。</translation>
    </message>
    <message>
        <source>Pad {pad}: number {rank:.0f} in the order of carriers, the ground comes last.</source>
        <translation>起降坪 {pad}：载体优先次序第 {rank:.0f} 位（地面最后）。</translation>
    </message>
    <message>
        <source>Pad {pad}: {width:.2f} m of public width left, at least {least:g} m asked for</source>
        <translation>起降坪 {pad}：剩余公共通行宽度 {width:.2f} m，要求不小于 {least:g} m</translation>
    </message>
    <message>
        <source>Pad {pad}: {clear:.0f} of {asked:g} opposite approaches clear</source>
        <translation>起降坪 {pad}：{asked:g} 个相对进近方向中 {clear:.0f} 个净空</translation>
    </message>
    <message>
        <source>Pad {pad}: {away:.2f} m from the nearest sensitive use, {wanted:g} m asked for, {least:g} m at least</source>
        <translation>起降坪 {pad}：距最近敏感用途 {away:.2f} m，要求 {wanted:g} m，最低 {least:g} m</translation>
    </message>
    <message>
        <source>Dense if all are used: {n:.0f} carriers with candidates within {radius:g} m of one sensitive use, below {many:g} asked for.</source>
        <translation>若全部启用则为密集布设：同一敏感用途 {radius:g} m 范围内有 {n:.0f} 处载体具备候选坪位，要求少于 {many:g} 处。</translation>
    </message>
    <message>
        <source>Carriers that constraints leave no pad on: {n} of {all}.</source>
        <translation>因约束无可用坪位的载体：{all} 处中 {n} 处。</translation>
    </message>
    <message>
        <source>{}: met.</source>
        <translation>{}：满足。</translation>
    </message>
    <message>
        <source>{}: not met.</source>
        <translation>{}：不满足。</translation>
    </message>
    <message>
        <source>{n} windows of {buildings} buildings see on average {shares}.</source>
        <translation>{buildings} 栋建筑的 {n} 个窗景点平均可见{shares}。</translation>
    </message>
    <message>
        <source>Flags: {}.</source>
        <translation>标记：{}。</translation>
    </message>
    <message>
        <source>The view of {} further windows is not known.</source>
        <translation>另有 {} 个窗景点的视野未知。</translation>
    </message>
    <message>
        <source>within constraints</source>
        <translation>受约束限制</translation>
    </message>
    <message>
        <source>under what rises above</source>
        <translation>受高出物体限制</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>面积或形状不足</translation>
    </message>
    <message>
        <source>No candidate: {} carriers left out: {}.</source>
        <translation>无候选：{} 个载体被剔除：{}。</translation>
    </message>
    <message>
        <source>{} candidate pads on {} of {} carriers</source>
        <translation>{} 个候选起降坪，位于 {} 个载体（共 {} 个）</translation>
    </message>
    <message>
        <source>{{}}: {{}} buildings without a height, taken as {:g} m a storey: {{}}</source>
        <translation>{{}}：{{}} 栋建筑无高度，按每层 {:g} m 计：{{}}</translation>
    </message>
    <message>
        <source>{}: {} buildings of unknown height: {}</source>
        <translation>{}：{} 栋建筑高度未知：{}</translation>
    </message>
    <message>
        <source>{}: {} carriers of unknown height: {}</source>
        <translation>{}：{} 个载体标高未知：{}</translation>
    </message>
    <message>
        <source>No constraints given: no pad is assessed (6.3.5).</source>
        <translation>未提供约束图层：起降坪均不予评价（6.3.5）。</translation>
    </message>
    <message>
        <source>{}: {} of no known distance: what is drawn excludes by itself: {}</source>
        <translation>{}：{} 项无缓冲距离，仅以所绘范围剔除：{}</translation>
    </message>
    <message>
        <source>{}: {} of unknown extent, so no pad is assessed: {}</source>
        <translation>{}：{} 处约束的影响范围不明，所有起降坪均不予评定：{}</translation>
    </message>
    <message>
        <source>{}: {} with a distance that cannot be read; that of the kind counts: {}</source>
        <translation>{}：{} 项的缓冲距离无法读取，按其类别的距离计：{}</translation>
    </message>
    <message>
        <source>{}: {} not confirmed by the authority: {}</source>
        <translation>{}：{} 项未经主管部门确认：{}</translation>
    </message>
    <message>
        <source>platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>ground</source>
        <translation>地面</translation>
    </message>
    <message>
        <source>Wind, light, electromagnetic interference and vibration are not in the data: a person has to check them (6.3.7).</source>
        <translation>数据中没有风场、光环境、电磁干扰与振动，须人工校核（6.3.7）。</translation>
    </message>
    <message>
        <source>{:.2f} m of public width left beside the pad.</source>
        <translation>起降坪旁剩余公共通行宽度 {:.2f} m。</translation>
    </message>
    <message>
        <source>another carrier than the ground</source>
        <translation>改用非地面载体</translation>
    </message>
    <message>
        <source>a way down to the street</source>
        <translation>需有通往街道的路径</translation>
    </message>
    <message>
        <source>{:+g} clear approaches</source>
        <translation>{:+g} 个净空进近面</translation>
    </message>
    <message>
        <source>{:+.2f} m from sensitive uses</source>
        <translation>与噪声敏感用途的距离 {:+.2f} m</translation>
    </message>
    <message>
        <source>{:+.2f} min</source>
        <translation>{:+.2f} 分钟</translation>
    </message>
    <message>
        <source>{:+.2f} m of public width</source>
        <translation>公共通行宽度 {:+.2f} m</translation>
    </message>
    <message>
        <source>carrier</source>
        <translation>载体</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>权属</translation>
    </message>
    <message>
        <source>approaches</source>
        <translation>进近</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>handover</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>public width</source>
        <translation>公共通行宽度</translation>
    </message>
    <message>
        <source>{} unknown</source>
        <translation>{}未知</translation>
    </message>
    <message>
        <source>No candidate: the carrier lies below the ground.</source>
        <translation>无候选：载体位于地面以下。</translation>
    </message>
    <message>
        <source>No candidate: the carrier is indoors.</source>
        <translation>无候选：载体位于室内。</translation>
    </message>
    <message>
        <source>No candidate: constraints leave no room for a pad: {}.</source>
        <translation>无候选：受约束限制，无法布置起降坪：{}。</translation>
    </message>
    <message>
        <source>No candidate: what rises above leaves no room for a pad: {}.</source>
        <translation>无候选：受高出载体的物体限制，无法布置起降坪：{}。</translation>
    </message>
    <message>
        <source>No candidate: no pad fits at any angle.</source>
        <translation>无候选：任何角度均放不下起降坪。</translation>
    </message>
    <message>
        <source>Pad of {side:g} m on a carrier ({kind}) of unknown height, what rises above it too.</source>
        <translation>{side:g} m 起降坪，载体（{kind}）标高未知，其上有无高出物体亦未知。</translation>
    </message>
    <message>
        <source>Pad of {side:g} m on a carrier ({kind}) {z:.2f} m above the ground.</source>
        <translation>{side:g} m 起降坪，载体（{kind}）高出地面 {z:.2f} m。</translation>
    </message>
    <message>
        <source>Both approaches are free, towards {a:.0f}° and {b:.0f}°, and so are {pct:.0f} % of the pairs.</source>
        <translation>两个进近面均无遮挡，方位 {a:.0f}° 与 {b:.0f}°；全部方向对中 {pct:.0f} % 无遮挡。</translation>
    </message>
    <message>
        <source>Only one approach is free; in the pair {a:.0f}° and {b:.0f}°: {what}.</source>
        <translation>仅一个进近面无遮挡；在 {a:.0f}° 与 {b:.0f}° 方向对中受阻于：{what}。</translation>
    </message>
    <message>
        <source>No approach is free; in the pair {a:.0f}° and {b:.0f}°: {what}.</source>
        <translation>没有无遮挡的进近面；在 {a:.0f}° 与 {b:.0f}° 方向对中受阻于：{what}。</translation>
    </message>
    <message>
        <source>Whether the approaches are free is not known: {what}.</source>
        <translation>进近面有无遮挡未知：{what}。</translation>
    </message>
    <message>
        <source>the height of the carrier is missing</source>
        <translation>缺少载体标高</translation>
    </message>
    <message>
        <source>the carrier may be roofed</source>
        <translation>载体可能有顶盖</translation>
    </message>
    <message>
        <source>{:.2f} m from the nearest sensitive use: {}.</source>
        <translation>距最近的噪声敏感用途 {:.2f} m：{}。</translation>
    </message>
    <message>
        <source>No housing, hospital or school is known.</source>
        <translation>未见住宅、医院或学校。</translation>
    </message>
    <message>
        <source>A building {:.2f} m away has no known function and might be one.</source>
        <translation>{:.2f} m 处有功能未知的建筑，可能属于噪声敏感用途。</translation>
    </message>
    <message>
        <source>housing</source>
        <translation>住宅</translation>
    </message>
    <message>
        <source>hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>school</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>sensitive use</source>
        <translation>噪声敏感用途</translation>
    </message>
    <message>
        <source>{:.2f} min down to the street.</source>
        <translation>至地面街道 {:.2f} 分钟。</translation>
    </message>
    <message>
        <source>The ways on the carrier lead nowhere down to the street.</source>
        <translation>载体上的路径均不通往街道。</translation>
    </message>
    <message>
        <source>No walking network: the handover is not known (6.3.1).</source>
        <translation>未提供步行网络：交接时间未知（6.3.1）。</translation>
    </message>
    <message>
        <source>No way of the network leads to the carrier at its height: handover unknown (6.3.1).</source>
        <translation>步行网络中没有在该标高通达载体的路径：交接时间未知（6.3.1）。</translation>
    </message>
    <message>
        <source>Dense: {n} carriers with candidates within {radius:g} m of the same sensitive use, of which to choose (6.3.6).</source>
        <translation>密集：同一噪声敏感用途 {radius:g} m 范围内有 {n} 个载体具备候选，须择一或精选（6.3.6）。</translation>
    </message>
    <message>
        <source>The owner is not known (6.3.2).</source>
        <translation>权属未知（6.3.2）。</translation>
    </message>
    <message>
        <source>Several owners (6.3.2).</source>
        <translation>权属不单一（6.3.2）。</translation>
    </message>
    <message>
        <source>Not assessed: no constraints are given (6.3.5).</source>
        <translation>不可评价：未提供约束图层（6.3.5）。</translation>
    </message>
    <message>
        <source>Not assessed: how far these constraints reach is not known, enter their buffer: {} (6.3.5).</source>
        <translation>未评定：以下约束的影响范围不明，请填写其缓冲距离：{}（6.3.5）。</translation>
    </message>
    <message>
        <source>Constraints take {:.2f} % of the carrier.</source>
        <translation>约束占用载体面积的 {:.2f} %。</translation>
    </message>
    <message>
        <source>{} of {} constraints not confirmed by the authority.</source>
        <translation>{} 项约束（共 {} 项）未经主管部门确认。</translation>
    </message>
    <message>
        <source>Aircraft over the pad rise above a true height of {:g} m, where the airspace is controlled (6.3.5).</source>
        <translation>起降坪上方的飞行将超过真高 {:g} m，该处为管制空域（6.3.5）。</translation>
    </message>
    <message>
        <source>constraint</source>
        <translation>约束</translation>
    </message>
    <message>
        <source>source not given</source>
        <translation>未注明来源</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>not confirmed by the authority</source>
        <translation>未经主管部门确认</translation>
    </message>
    <message>
        <source>{name} {id} ({distance:g} m; {source}; {confirmed})</source>
        <translation>{name} {id}（{distance:g} m；{source}；{confirmed}）</translation>
    </message>
    <message>
        <source>{name} {id} ({distance:g} m by default; {source}; {confirmed})</source>
        <translation>{name} {id}（默认 {distance:g} m；{source}；{confirmed}）</translation>
    </message>
    <message>
        <source>{name} {id} ({distance:g} m as entered; {source}; {confirmed})</source>
        <translation>{name} {id}（按填写值 {distance:g} m；{source}；{confirmed}）</translation>
    </message>
    <message>
        <source>carrier {} ({:.2f} m)</source>
        <translation>载体 {}（{:.2f} m）</translation>
    </message>
    <message>
        <source>building {} (height unknown)</source>
        <translation>建筑 {}（高度未知）</translation>
    </message>
    <message>
        <source>building {} ({:.2f} m)</source>
        <translation>建筑 {}（{:.2f} m）</translation>
    </message>
    <message>
        <source>façades less than {:g} m apart</source>
        <translation>立面相距小于 {:g} m</translation>
    </message>
    <message>
        <source>top of the landmark seen</source>
        <translation>可见地标顶部</translation>
    </message>
    <message>
        <source>blocked by a building</source>
        <translation>被建筑遮挡</translation>
    </message>
    <message>
        <source>hangs on an unknown height</source>
        <translation>取决于未知的高度</translation>
    </message>
    <message>
        <source>{} of 3 layers of greenery</source>
        <translation>3 个绿化层次中有 {} 个</translation>
    </message>
    <message>
        <source>layers not known</source>
        <translation>绿化层次未知</translation>
    </message>
    <message>
        <source>The façades of {building} and {facing} face each other over {overlap:.2f} m, {gap:.2f} m apart, less than {limit:g} m.</source>
        <translation>{building} 与 {facing} 的立面相对长度 {overlap:.2f} m，相距 {gap:.2f} m，小于 {limit:g} m。</translation>
    </message>
    <message>
        <source>Both stand to {height:.2f} m, {ratio:.2f} times the gap.</source>
        <translation>两者均高至 {height:.2f} m，为间距的 {ratio:.2f} 倍。</translation>
    </message>
    <message>
        <source>The height of one of them is not known.</source>
        <translation>其中一栋的高度未知。</translation>
    </message>
    <message>
        <source>The top of {landmark} is seen from the middle of open space {space}, {distance:.2f} m away, and {part:.0f} % of its height.</source>
        <translation>自开放空间 {space} 中部可见 {landmark} 的顶部，距离 {distance:.2f} m，可见其高度的 {part:.0f} %。</translation>
    </message>
    <message>
        <source>{landmark} is hidden from the middle of open space {space}: {building}, {at:.2f} m away, rises {over:.2f} m above the line of sight.</source>
        <translation>自开放空间 {space} 中部看不到 {landmark}：{at:.2f} m 处的 {building} 高出视线 {over:.2f} m。</translation>
    </message>
    <message>
        <source>Its top is seen from {points:.0f} % of the places in the space.</source>
        <translation>该空间内 {points:.0f} % 的视点可见其顶部。</translation>
    </message>
    <message>
        <source>Whether {landmark} is seen from open space {space} hangs on a height that is not known.</source>
        <translation>自开放空间 {space} 能否看到 {landmark} 取决于未知的高度。</translation>
    </message>
    <message>
        <source>No greenery is given: nothing can be told.</source>
        <translation>未提供绿化数据，无法说明。</translation>
    </message>
    <message>
        <source>What vegetation does to the view at eye height is not known.</source>
        <translation>植被对平视视线的影响未知。</translation>
    </message>
    <message>
        <source>{n} of 3 layers: {layers}.</source>
        <translation>3 个层次中有 {n} 个：{layers}。</translation>
    </message>
    <message>
        <source>{} species.</source>
        <translation>植物 {} 种。</translation>
    </message>
    <message>
        <source>{:.0f} % of trees and shrubs are evergreen.</source>
        <translation>乔灌木中 {:.0f} % 为常绿。</translation>
    </message>
    <message>
        <source>Something flowers or colours in {} months of the year.</source>
        <translation>一年中有 {} 个月有花或有色叶可赏。</translation>
    </message>
    <message>
        <source>The data lack: {}.</source>
        <translation>数据缺少：{}。</translation>
    </message>
    <message>
        <source>At eye height vegetation closes {closed:.2f} % of the view within {reach:g} m; {under:.2f} % pass under crowns, {over:.2f} % over low vegetation, {open:.2f} % meet none.</source>
        <translation>在视线高度，{reach:g} m 范围内 {closed:.2f} % 的视线被植被遮挡；{under:.2f} % 从树冠下通过，{over:.2f} % 从低矮植被上方通过，{open:.2f} % 未遇植被。</translation>
    </message>
    <message>
        <source>Of {:.2f} % it is not known.</source>
        <translation>另有 {:.2f} % 无法判定。</translation>
    </message>
    <message>
        <source>How green the ground is hangs on radii that are not known.</source>
        <translation>绿地占比取决于未知的冠幅半径。</translation>
    </message>
    <message>
        <source>Green ground: {fore:.2f} % as far as {near:g} m, {middle:.2f} % as far as {far:g} m, {back:.2f} % beyond, as far as {reach:g} m.</source>
        <translation>绿地占比：{near:g} m 以内 {fore:.2f} %，至 {far:g} m {middle:.2f} %，以远至 {reach:g} m {back:.2f} %。</translation>
    </message>
    <message>
        <source>Gaps between façades below {close:g} m: {n}; below {severe:g} m: {severe_n}; the narrowest {narrowest:.2f} m. Façades face each other so closely over {length:,.0f} m.</source>
        <translation>相距小于 {close:g} m 的建筑间距 {n} 处，小于 {severe:g} m 的 {severe_n} 处，最窄 {narrowest:.2f} m；如此靠近的立面相对长度共 {length:,.0f} m。</translation>
    </message>
    <message>
        <source>No gap between façades below {close:g} m.</source>
        <translation>没有相距小于 {close:g} m 的建筑间距。</translation>
    </message>
    <message>
        <source>Lines of sight: open spaces or landmarks are not given.</source>
        <translation>视线：未提供开放空间或地标。</translation>
    </message>
    <message>
        <source>Lines of sight from open spaces to landmarks: {} of {} blocked.</source>
        <translation>自开放空间至地标的视线：被遮挡 {} 条，共 {} 条。</translation>
    </message>
    <message>
        <source>Lines of sight that hang on an unknown height: {}.</source>
        <translation>取决于未知高度的视线：{} 条。</translation>
    </message>
    <message>
        <source>Mean of {n} of {all} open spaces:</source>
        <translation>{all} 处开放空间中 {n} 处的平均：</translation>
    </message>
    <message>
        <source>Of {n} open spaces {three} hold all three layers of greenery, {two} two, {one} one, {none} none.</source>
        <translation>{n} 处开放空间中，{three} 处三层绿化俱全，{two} 处两层，{one} 处一层，{none} 处没有绿化。</translation>
    </message>
    <message>
        <source>No greenery grows in it.</source>
        <translation>其中没有绿化。</translation>
    </message>
    <message>
        <source>No open spaces are given.</source>
        <translation>未提供开放空间。</translation>
    </message>
    <message>
        <source>The kinds, heights and crowns of the greenery are not known.</source>
        <translation>绿化的类别、高度与树冠均未知。</translation>
    </message>
    <message>
        <source>Of the best place found, see {}.</source>
        <translation>指最优起降坪，见 {}。</translation>
    </message>
    <message>
        <source>{windows} windows at {places} places along façades are looked out of</source>
        <translation>将计算立面上 {places} 处位置的 {windows} 个窗景点</translation>
    </message>
    <message>
        <source>BUILDINGS: {} of {} have neither a height nor storeys: they have no windows, and {} windows that see them are missing, for what they hide is not known: features {}</source>
        <translation>BUILDINGS：{} 栋（共 {} 栋）既无高度也无层数：不设窗景点；看到它们的 {} 个窗景点因遮挡内容未知而记为缺失：要素 {}</translation>
    </message>
    <message>
        <source>BUILDINGS: {} state no ground_z and stand on that of the nearest building that does</source>
        <translation>BUILDINGS：{} 栋未标注地面标高 ground_z，取最近的已标注建筑的地面标高</translation>
    </message>
    <message>
        <source>BUILDINGS: the height of {} is storeys × the height of a storey</source>
        <translation>BUILDINGS：{} 栋的高度按层数 × 层高推算</translation>
    </message>
    <message>
        <source>BUILDINGS: {} state storeys that cannot be read: they have no windows but stand in the view</source>
        <translation>BUILDINGS：{} 栋的层数无法读取：不设窗景点，但参与遮挡</translation>
    </message>
    <message>
        <source>GREENERY: {} polygons have no known kind: with a height they are woods, without one grass</source>
        <translation>GREENERY：{} 个面的类别未知：有高度的按树林，无高度的按草地</translation>
    </message>
    <message>
        <source>GREENERY: {} points are grass or roofs without an area and are left out</source>
        <translation>GREENERY：{} 个点为无面积的草地或屋顶绿化，未计入</translation>
    </message>
    <message>
        <source>GREENERY: the height of {} plants is assumed</source>
        <translation>GREENERY：{} 处植物的高度为假定值</translation>
    </message>
    <message>
        <source>GREENERY: the radius of {} crowns is assumed</source>
        <translation>GREENERY：{} 处树冠的半径为假定值</translation>
    </message>
    <message>
        <source>GREENERY: {} green roofs lie on no building of known height and are left out</source>
        <translation>GREENERY：{} 处屋顶绿化未落在高度已知的建筑上，未计入</translation>
    </message>
    <message>
        <source>GREENERY is not given: its share is unknown, and nothing is flagged for it</source>
        <translation>未提供 GREENERY：绿化占比未知，不作绿化标记</translation>
    </message>
    <message>
        <source>WATER is not given: its share is unknown, and it is seen as ground</source>
        <translation>未提供 WATER：水面占比未知，按地面计</translation>
    </message>
    <message>
        <source>sky more than 25 % of the view</source>
        <translation>天空占视野 25 % 以上</translation>
    </message>
    <message>
        <source>sky 10–25 %</source>
        <translation>天空 10–25 %</translation>
    </message>
    <message>
        <source>sky up to 10 %</source>
        <translation>天空不超过 10 %</translation>
    </message>
    <message>
        <source>no sky</source>
        <translation>看不到天空</translation>
    </message>
    <message>
        <source>a building closer than {:g} m</source>
        <translation>{:g} m 内有建筑</translation>
    </message>
    <message>
        <source>more than {:g} % buildings</source>
        <translation>建筑超过 {:g} %</translation>
    </message>
    <message>
        <source>less than {:g} % greenery</source>
        <translation>绿化不足 {:g} %</translation>
    </message>
    <message>
        <source>sky {:.2f} %</source>
        <translation>天空 {:.2f} %</translation>
    </message>
    <message>
        <source>greenery {:.2f} %</source>
        <translation>绿化 {:.2f} %</translation>
    </message>
    <message>
        <source>buildings {:.2f} %</source>
        <translation>建筑 {:.2f} %</translation>
    </message>
    <message>
        <source>water {:.2f} %</source>
        <translation>水面 {:.2f} %</translation>
    </message>
    <message>
        <source>ground {:.2f} %</source>
        <translation>地面 {:.2f} %</translation>
    </message>
    <message>
        <source>No window is measured: {}.</source>
        <translation>没有可测算的窗景点：{}。</translation>
    </message>
    <message>
        <source>buildings of unknown height stand in the view of all {}</source>
        <translation>全部 {} 个窗景点的视野中均有高度未知的建筑</translation>
    </message>
    <message>
        <source>height or storeys are not known, or no wall is long enough, free and of the chosen storeys</source>
        <translation>高度或层数未知，或没有足够长、无遮挡且属所选楼层的墙面</translation>
    </message>
    <message>
        <source>{n} windows see on average {shares}; {flagged:.2f} % of them have a flag, most on storey {storey:g}.</source>
        <translation>{n} 个窗景点平均所见：{shares}；其中 {flagged:.2f} % 带标记，第 {storey:g} 层最多。</translation>
    </message>
    <message>
        <source>{n} windows see on average {shares}; none has a flag.</source>
        <translation>{n} 个窗景点平均所见：{shares}；均无标记。</translation>
    </message>
    <message>
        <source>Seen are {shares}; the nearest building in the middle is {nearest} m away.</source>
        <translation>所见：{shares}；视野中心最近建筑距离 {nearest} m。</translation>
    </message>
    <message>
        <source>Seen are {shares}; no building stands in the middle.</source>
        <translation>所见：{shares}；视野中心无建筑。</translation>
    </message>
    <message>
        <source>Buildings of unknown height hide {:.2f} % of the view: what is seen is not known.</source>
        <translation>高度未知的建筑遮挡了 {:.2f} % 的视野：所见内容未知。</translation>
    </message>
    <message>
        <source>Write kind=metres, several separated by ;.</source>
        <translation>请按“类别=米数”填写，多项以 ; 分隔。</translation>
    </message>
    <message>
        <source>storeys from 1 up such as 1,5,10-12, or /5 for every fifth</source>
        <translation>自 1 起的楼层，如 1,5,10-12，或 /5 表示每隔五层</translation>
    </message>
    <message>
        <source>Correct the list, or leave it empty for all storeys.</source>
        <translation>请修正列表，或留空表示全部楼层。</translation>
    </message>
    <message>
        <source>Enter a number within this range.</source>
        <translation>请输入此范围内的数值。</translation>
    </message>
    <message>
        <source>more than 0 and at most 90 degrees</source>
        <translation>大于 0 且不超过 90 度</translation>
    </message>
    <message>
        <source>1 to 3600 rays</source>
        <translation>1 至 3600 条视线</translation>
    </message>
    <message>
        <source>{:+,.2f} m² of surfaces and links</source>
        <translation>{:+,.2f} m² 基面与竖向构件面积</translation>
    </message>
    <message>
        <source>{:+g} connected storeys</source>
        <translation>{:+g} 个连通楼层</translation>
    </message>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>Landscape of the district</source>
        <translation>片区景观</translation>
    </message>
    <message>
        <source>Intensity of the district</source>
        <translation>片区强度</translation>
    </message>
    <message>
        <source>{} – of what is known</source>
        <translation>{}（仅指已知部分）</translation>
    </message>
    <message>
        <source>{}: {} clauses to do, {} not assessable.</source>
        <translation>{}：待改进 {} 条，不可评价 {} 条。</translation>
    </message>
    <message>
        <source>district</source>
        <translation>片区</translation>
    </message>
    <message>
        <source>Compare the results of this district&apos;s scenarios side by side</source>
        <translation>并列比较本片区各方案的结果</translation>
    </message>
    <message>
        <source>Other data? &lt;i&gt;Plugins &gt; Multiground&lt;/i&gt; imports OpenStreetMap and planning data.</source>
        <translation>已有其他数据？&lt;i&gt;插件 &gt; Multiground&lt;/i&gt; 可导入 OpenStreetMap 与规划数据。</translation>
    </message>
    <message>
        <source>{} (from: {})</source>
        <translation>{}（依据：{}）</translation>
    </message>
    <message>
        <source>outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>a part of a building without an outline</source>
        <translation>没有轮廓的建筑部分</translation>
    </message>
    <message>
        <source>none is tagged, both are taken</source>
        <translation>未标注，按双向</translation>
    </message>
    <message>
        <source>number of storeys</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>extent of the import</source>
        <translation>导入范围</translation>
    </message>
    <message>
        <source>the footbridge on it</source>
        <translation>其上的人行桥</translation>
    </message>
    <message>
        <source>outline and middle of the shaft</source>
        <translation>井道的轮廓与中点</translation>
    </message>
    <message>
        <source>half the width of the crown</source>
        <translation>冠幅的一半</translation>
    </message>
    <message>
        <source>height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>height of the footbridge</source>
        <translation>人行桥的高度</translation>
    </message>
    <message>
        <source>highest part of the building</source>
        <translation>建筑最高的部分</translation>
    </message>
    <message>
        <source>hull of buildings and ways</source>
        <translation>建筑与道路的外包范围</translation>
    </message>
    <message>
        <source>level</source>
        <translation>层级标注</translation>
    </message>
    <message>
        <source>level, and the ways that it meets</source>
        <translation>层级标注与相接的通道</translation>
    </message>
    <message>
        <source>lowest level</source>
        <translation>最低层级</translation>
    </message>
    <message>
        <source>land use as mapped in OpenStreetMap, no cadastre</source>
        <translation>OpenStreetMap 的用地图斑，并非地籍</translation>
    </message>
    <message>
        <source>outline of the building</source>
        <translation>建筑轮廓</translation>
    </message>
    <message>
        <source>outline of an area</source>
        <translation>面的轮廓</translation>
    </message>
    <message>
        <source>a roundabout or motorway</source>
        <translation>环岛或高速公路</translation>
    </message>
    <message>
        <source>several levels</source>
        <translation>跨多个层级</translation>
    </message>
    <message>
        <source>the ways that it meets</source>
        <translation>相接的通道</translation>
    </message>
    <message>
        <source>ways of different levels that meet</source>
        <translation>层级不同而相接的通道</translation>
    </message>
    <message>
        <source>whole storeys of the number given</source>
        <translation>所给层数的整数部分</translation>
    </message>
    <message>
        <source>width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>width that clause 6.2.1 assumes</source>
        <translation>第 6.2.1 条假定的宽度</translation>
    </message>
    <message>
        <source>Test which grades depend on tolerances</source>
        <translation>检验哪些等级取决于容差</translation>
    </message>
    <message>
        <source>One row a district, in order: place, shares of its clauses, grades, and places gained or lost.</source>
        <translation>每个片区一行，按名次排列：名次、条文占比、等级及名次升降。</translation>
    </message>
    <message>
        <source>Outlines of the districts with the figures of the table, for a map.</source>
        <translation>片区边界，附排序表的各项数值，用于制图。</translation>
    </message>
    <message>
        <source>The buildings with their storeys, where the number comes from, and the grade.</source>
        <translation>建筑，附层数、层数来源及等级。</translation>
    </message>
    <message>
        <source>One point an issue, where it lies: layer, feature, severity, what is wrong and the remedy.</source>
        <translation>每个问题一个点，位于问题所在处：图层、要素、严重程度、问题及处理办法。</translation>
    </message>
    <message>
        <source>One row a clause: whether its data are there, and what is missing.</source>
        <translation>每条条文一行：数据是否齐备、缺少什么。</translation>
    </message>
    <message>
        <source>Number of errors</source>
        <translation>错误数</translation>
    </message>
    <message>
        <source>Number of warnings</source>
        <translation>警告数</translation>
    </message>
    <message>
        <source>Number of hints</source>
        <translation>提示数</translation>
    </message>
    <message>
        <source>The surfaces with their kind, the reason for it, whether they are near-ground, and their height in metres.</source>
        <translation>基面，附类别及理由、是否为近地基面、高度（米）。</translation>
    </message>
    <message>
        <source>Number of near-ground surfaces</source>
        <translation>近地基面数</translation>
    </message>
    <message>
        <source>One row a clause and figure: the results side by side, and whether the grade flips.</source>
        <translation>每条条文及每项指标一行：并列各结果，并注明等级是否改变。</translation>
    </message>
    <message>
        <source>The districts with both floor area ratios, density of stations, share of public land, and their class.</source>
        <translation>片区，附地上与地下容积率、站点密度、公共用地占比及强度类别。</translation>
    </message>
    <message>
        <source>The units with the floor area of each function in m², the measures of mix, and the density.</source>
        <translation>各单元，附各功能建筑面积（m²）、混合度及密度指标。</translation>
    </message>
    <message>
        <source>As the column is named: each storey for 每层面积, else all storeys of the row</source>
        <translation>按列名：“每层面积”为每一层，其余为该行所有楼层之和</translation>
    </message>
    <message>
        <source>One row a column of a source: what it was read as, or why it was not read.</source>
        <translation>数据源的每一列一行：识别为何字段，或未读取的原因。</translation>
    </message>
    <message>
        <source>One square a candidate pad: what was measured of it, its score and the grade.</source>
        <translation>每个候选起降坪一个方形面：各项测量值、得分及等级。</translation>
    </message>
    <message>
        <source>Number of candidate pads</source>
        <translation>候选起降坪数</translation>
    </message>
    <message>
        <source>Carriers that constraints leave no pad on</source>
        <translation>因约束而无法设置起降坪的载体</translation>
    </message>
    <message>
        <source>One area a gap between two façades, with its width and the length that they face each other in metres.</source>
        <translation>每处建筑间距一个面，附间距及两立面相对的长度（米）。</translation>
    </message>
    <message>
        <source>Lines from open spaces to landmarks, each with the building in its way.</source>
        <translation>由开敞空间至地标的视线，逐条注明遮挡的建筑。</translation>
    </message>
    <message>
        <source>The open spaces with the view closed by vegetation, its layers, species and seasons.</source>
        <translation>开敞空间，附植被对视野的围合、植物层次、种类及季相。</translation>
    </message>
    <message>
        <source>One row a clause, with its figures and the finding.</source>
        <translation>每条条文一行，附指标与结论。</translation>
    </message>
    <message>
        <source>Number of gaps between façades</source>
        <translation>建筑间距数</translation>
    </message>
    <message>
        <source>Number of severe gaps</source>
        <translation>严重的建筑间距数</translation>
    </message>
    <message>
        <source>Number of blocked lines of sight</source>
        <translation>被遮挡的视线数</translation>
    </message>
    <message>
        <source>Extent of the facility data</source>
        <translation>设施数据范围</translation>
    </message>
    <message>
        <source>Field with the floor area of the office</source>
        <translation>办公空间建筑面积字段</translation>
    </message>
    <message>
        <source>Field with the category of the facility</source>
        <translation>设施类别字段</translation>
    </message>
    <message>
        <source>The offices with the minutes to the nearest facility of each category, what is missing, and the grade.</source>
        <translation>办公空间，附到各类最近设施的分钟数、缺少的类别及等级。</translation>
    </message>
    <message>
        <source>One row a category: share of floor area served, median and largest minutes, grade.</source>
        <translation>每类设施一行：已覆盖的建筑面积占比、分钟数的中位数与最大值、等级。</translation>
    </message>
    <message>
        <source>The districts with the MPER in both readings, what it is made of, and the grade.</source>
        <translation>片区，附两种口径的 MPER、其各项组成及等级。</translation>
    </message>
    <message>
        <source>One area a system: its surfaces, their area in m², and the storeys that it connects.</source>
        <translation>每个系统一个面：基面数、面积（m²）及所连接的层数。</translation>
    </message>
    <message>
        <source>Every surface with its kind and its system; an isolated one has none, with the reason.</source>
        <translation>所有基面，附类别及所属系统；孤立基面无系统，并注明原因。</translation>
    </message>
    <message>
        <source>Every vertical component: whether it counts, why not, and its two projected areas in m².</source>
        <translation>所有竖向构件：是否计入、不计入的原因及两项投影面积（m²）。</translation>
    </message>
    <message>
        <source>Every floor with the systems that it touches and the storeys that it counts as.</source>
        <translation>所有楼层，附所接触的系统及计为的层数。</translation>
    </message>
    <message>
        <source>Number of multi-ground systems</source>
        <translation>基面系统数</translation>
    </message>
    <message>
        <source> ({:.1f} × the planned land)</source>
        <translation>（规划用地的 {:.1f} 倍）</translation>
    </message>
    <message>
        <source>Metres across the way.</source>
        <translation>与通行方向垂直的米数。</translation>
    </message>
    <message>
        <source>Slope of new stairs (rise:run)</source>
        <translation>新增楼梯坡度（高:长）</translation>
    </message>
    <message>
        <source>One line a connection, the best first, with the MPER and the grade that it would give.</source>
        <translation>每项措施一条线，效果最好的在前，附实施后的 MPER 及等级。</translation>
    </message>
    <message>
        <source>One row a district and grade: the ratio, area of surfaces and connected storeys that it needs.</source>
        <translation>每个片区、每个等级一行：所需的比值、基面面积及连接层数。</translation>
    </message>
    <message>
        <source>Planned street density (km/km²)</source>
        <translation>规划路网密度（公里/平方公里）</translation>
    </message>
    <message>
        <source>Each crossing, overlap, gap and narrow plot where it lies, with its size and grade.</source>
        <translation>每处穿越、重叠、缝隙和过窄地块的所在位置，附大小及等级。</translation>
    </message>
    <message>
        <source>Blocks between the roads: area, side, floor area ratio and street density beside the planned values.</source>
        <translation>道路围合的街区：面积、边长、容积率、路网密度及相应规划值。</translation>
    </message>
    <message>
        <source>The plots with the number of their conflicts and the grade.</source>
        <translation>地块，附冲突数及等级。</translation>
    </message>
    <message>
        <source>The plots with their area in m², their sides in metres, both checks and the grade.</source>
        <translation>地块，附面积（m²）、边长（米）、两项检验结果及等级。</translation>
    </message>
    <message>
        <source>The districts with total and public floor area, the public share in three readings, and the grade.</source>
        <translation>片区，附总建筑面积、公共物业建筑面积、三种口径的占比及等级。</translation>
    </message>
    <message>
        <source>One row an item that table 5.3.3 asks of the district&apos;s type, with the number found.</source>
        <translation>表 5.3.3 对片区类型要求的每个项目一行，附已找到的数量。</translation>
    </message>
    <message>
        <source>The plots with their public floor area, who holds it, and what their conditions leave open.</source>
        <translation>地块，附公共物业建筑面积、持有主体及出让条件中未明确的内容。</translation>
    </message>
    <message>
        <source>The districts with counted kilometres, area, the density in three ways of counting, and the grade.</source>
        <translation>片区，附计入的公里数、面积、三种计法的密度及等级。</translation>
    </message>
    <message>
        <source>The pieces of road that count, with their weight and their length in metres.</source>
        <translation>计入的道路段，附权重和长度（米）。</translation>
    </message>
    <message>
        <source>Depth within which a front counts</source>
        <translation>计入贴线的深度</translation>
    </message>
    <message>
        <source>The control line of each plot frontage: metres built up, longest gap in metres, and the grade.</source>
        <translation>各地块沿街面的控制线：贴线长度、最长间断（米）及等级。</translation>
    </message>
    <message>
        <source>The plots, each with all of its frontages together.</source>
        <translation>地块，逐个汇总其全部沿街面。</translation>
    </message>
    <message>
        <source>One line a street side, with its continuity and the grade.</source>
        <translation>道路每侧一条线，附贴线率及等级。</translation>
    </message>
    <message>
        <source>The control lines cut into the pieces that are built up and those that are open.</source>
        <translation>控制线分为贴线段与间断段。</translation>
    </message>
    <message>
        <source>The buildings with the shares of functions below ground, on storeys 1 to 3 and above, and the grade.</source>
        <translation>建筑，附地下、1～3 层及以上各段的功能占比、倒置数及等级。</translation>
    </message>
    <message>
        <source>One row a building and rule, with what was found.</source>
        <translation>每栋建筑、每条规则一行，附检查结果。</translation>
    </message>
    <message>
        <source>Number of complexes</source>
        <translation>综合体数</translation>
    </message>
    <message>
        <source>The blocks with the number of blocks in their unit, its functions, what is missing, and the grade.</source>
        <translation>街区，附其活力单元的街区数、功能、缺少的维度及等级。</translation>
    </message>
    <message>
        <source>Shape of the circles</source>
        <translation>步行圈形状</translation>
    </message>
    <message>
        <source>Buffer around reached streets</source>
        <translation>可达街道的缓冲距离</translation>
    </message>
    <message>
        <source>Rings instead of circles</source>
        <translation>以环带代替圈</translation>
    </message>
    <message>
        <source>One area an origin and limit: m², metres of street within, and the share of the ideal circle.</source>
        <translation>每个起点、每个时限一个面：面积（m²）、圈内街道长度（米）及占理想圆的比例。</translation>
    </message>
    <message>
        <source>The pieces of street reached, cut at the limit, with the minutes at both ends.</source>
        <translation>可达的街道段，在时限处截断，附两端的分钟数。</translation>
    </message>
    <message>
        <source>The origins that could not be put on the network, each with the reason.</source>
        <translation>未能接入路网的起点，逐个注明原因。</translation>
    </message>
    <message>
        <source>Storeys with windows</source>
        <translation>设窗口的楼层</translation>
    </message>
    <message>
        <source>Radius of the view</source>
        <translation>视野半径</translation>
    </message>
    <message>
        <source>Horizontal field of view, each way (°)</source>
        <translation>水平视野（左右各，°）</translation>
    </message>
    <message>
        <source>Vertical field of view, each way (°)</source>
        <translation>竖向视野（上下各，°）</translation>
    </message>
    <message>
        <source>One point a window: shares of what is seen, together 100 %, the nearest building in metres, and flags.</source>
        <translation>每个窗口一个点：视野各组成占比（合计 100 %）、最近建筑的距离（米）及标记。</translation>
    </message>
    <message>
        <source>The buildings with the means of their windows.</source>
        <translation>建筑，附其各窗口的平均值。</translation>
    </message>
    <message>
        <source>Number of windows</source>
        <translation>窗景点数</translation>
    </message>
    <message>
        <source>Rays of each window</source>
        <translation>每个窗口的视线数</translation>
    </message>
    <message>
        <source>&lt;b&gt;{label}&lt;/b&gt;: {help}</source>
        <translation>&lt;b&gt;{label}&lt;/b&gt;：{help}</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Returned for models and scripts: {}.</source>
        <translation>供模型和脚本使用的返回值：{}。</translation>
    </message>
    <message>
        <source>Planned land (m²)</source>
        <translation>规划用地面积（m²）</translation>
    </message>
    <message>
        <source>Assesses a district package and puts the result beside that of an earlier assessment: which figures changed, which grades flip.</source>
        <translation>评价一个片区数据包，并与先前的评价结果并列：哪些指标有变化、哪些等级改变。</translation>
    </message>
    <message>
        <source>Connection efficiency of each district twice, clauses 6.1.3 to 6.2.2: with all near-ground surfaces, and without those underground. The two tell how much of the MPER hangs on the underground.</source>
        <translation>按第 6.1.3 至 6.2.2 条对每个片区测算两次联系效率：计入全部近地基面，以及不计地下基面。两者之差说明 MPER 有多少取决于地下。</translation>
    </message>
    <message>
        <source>Which offices lack most categories of the service checklist, clause 5.2.5, and how far their people walk in 5, 10 and 15 minutes. Where no office lacks any, none is drawn.</source>
        <translation>按第 5.2.5 条的服务清单，找出缺少设施类别最多的办公空间，并绘出从该处步行 5、10、15 分钟的范围。若所有办公空间均不缺，则不绘制。</translation>
    </message>
    <message>
        <source>GeoPackage that holds the layers of the district.</source>
        <translation>存放片区各图层的 GeoPackage。</translation>
    </message>
    <message>
        <source>GeoPackage that an earlier run of Assess a district wrote.</source>
        <translation>先前运行“评价片区”写出的 GeoPackage。</translation>
    </message>
    <message>
        <source>Table clauses.csv of another city; empty for the guideline&apos;s own.</source>
        <translation>其他城市的 clauses.csv 表；留空则采用导则自身的规则。</translation>
    </message>
    <message>
        <source>Lines that people walk, with or without heights.</source>
        <translation>行人行走的线，可带高程也可不带。</translation>
    </message>
    <message>
        <source>Assumed, not stated by the data: {}.</source>
        <translation>数据未注明、由推定得出：{}。</translation>
    </message>
    <message>
        <source>{layer} {n} of {all}</source>
        <translation>{layer} {n}/{all} 个</translation>
    </message>
    <message>
        <source>Left out, without a usable geometry: {}; they might change the result.</source>
        <translation>因无可用几何图形而未计入：{}；计入后结果可能改变。</translation>
    </message>
    <message>
        <source>Left out, without a usable geometry: {}; too many for a grade.</source>
        <translation>因无可用几何图形而未计入：{}；数量过多，不予评级。</translation>
    </message>
    <message>
        <source>{layer} {n} of {all} ({fields})</source>
        <translation>{layer} {n}/{all} 个（{fields}）</translation>
    </message>
    <message>
        <source>The plots are land use mapped in OpenStreetMap, which is no cadastre.</source>
        <translation>地块取自 OpenStreetMap 的用地图斑，并非地籍。</translation>
    </message>
    <message>
        <source>The district&apos;s outline is the hull of the data, no planned boundary.</source>
        <translation>片区范围为数据的外包轮廓，并非规划边界。</translation>
    </message>
    <message>
        <source>The district&apos;s outline is the extent of the import, no planned boundary.</source>
        <translation>片区范围为导入范围，并非规划边界。</translation>
    </message>
    <message>
        <source>A figure in brackets is that of what is known; too little is known for a grade.</source>
        <translation>括号中的指标值只代表已知部分，因数据不足而未评级。</translation>
    </message>
    <message>
        <source>of what is known</source>
        <translation>仅指已知部分</translation>
    </message>
    <message>
        <source>in part assumed, see the findings</source>
        <translation>部分为假定，见各条结论</translation>
    </message>
    <message>
        <source>the guideline&apos;s own</source>
        <translation>导则原有界限</translation>
    </message>
    <message>
        <source>{}. {}</source>
        <translation>{}。{}</translation>
    </message>
    <message>
        <source>{}: {}</source>
        <translation>{}：{}</translation>
    </message>
    <message>
        <source>{}: at least {} to improve</source>
        <translation>{}：至少 {} 个需要改进</translation>
    </message>
    <message>
        <source>{}: data on at least {} more</source>
        <translation>{}：至少还需 {} 个的数据</translation>
    </message>
    <message>
        <source>Field with the direction of the way</source>
        <translation>道路通行方向字段</translation>
    </message>
    <message>
        <source>Field with the storey of the place</source>
        <translation>地点所在楼层字段</translation>
    </message>
    <message>
        <source>Field with the level of the place&apos;s door</source>
        <translation>地点出入口层级字段</translation>
    </message>
    <message>
        <source>Step-free ways only</source>
        <translation>仅走无障碍路径（无台阶）</translation>
    </message>
    <message>
        <source>Ways open at night only</source>
        <translation>仅走夜间开放的路径</translation>
    </message>
    <message>
        <source>Kinds of ways left out</source>
        <translation>不走的道路类别</translation>
    </message>
    <message>
        <source>The class of {km:.2f} km of road is not known: at most {most:.2f} km/km² with them.</source>
        <translation>{km:.2f} km 道路的等级不明：计入后最高为 {most:.2f} km/km²。</translation>
    </message>
    <message>
        <source>Not assessed: the class of {km:.2f} km of road is not known, at most {most:.2f} km/km² with them.</source>
        <translation>不予评级：{km:.2f} km 道路的等级不明，计入后最高为 {most:.2f} km/km²。</translation>
    </message>
    <message>
        <source>{} pieces with heights above the Hong Kong Principal Datum, as they are in the layer: give the measures the height of the ground</source>
        <translation>{} 段的高程沿用图层原值，以香港主水平基准为准：测算时请给出地面标高</translation>
    </message>
</context>
</TS>
