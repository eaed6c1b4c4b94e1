using System.Globalization;
using I2MoE.Dsl.Specification.Tests.Derived;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Testing.Yaml;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>The JSON schema that editors complete and check experiments by.</summary>
public sealed class SchemaTests
{
    private static readonly Lazy<Task<JsonSchema>> s_schema = new(() => JsonSchema.FromJsonAsync(SchemaWriter.Write()));

    // What a schema can say: keys, kinds, choices, types and ranges. Not what depends on another file or on two keys, nor what is no YAML.
    private static readonly string[] s_structural = ["I2MOE001", "I2MOE713", "I2MOE714", "I2MOE715", "I2MOE716", "I2MOE717", "I2MOE601"];

    public static TheoryData<WrongFile> Wrong => [.. WrongFiles.ByHand.Concat(WrongFiles.FromCatalogue).Where(file => s_structural.Contains(file.Id))];

    [Fact]
    public void Schema_is_current() => Snapshot.VerifyDerivedFile(SchemaWriter.Write(), "schemas/i2moe.schema.json");

    [Fact]
    public void Schema_of_parts_is_current() => Snapshot.VerifyDerivedFile(SchemaWriter.WritePart(), "schemas/i2moe.part.schema.json");

    [Theory]
    [InlineData("fusion: { hidden_dim: 256 }\n", true)]
    [InlineData("data: { source: { path: a.csv } }\n", true)]
    [InlineData("training: { epochs: 3 }\nmodalities: { a: { features: 3 } }\n", true)]
    [InlineData("fusion: { hiden_dim: 256 }\n", false)]
    [InlineData("training: { epochs: many }\n", false)]
    public async Task A_part_needs_nothing_but_is_read_as_strictly(string text, bool isRight)
    {
        JsonSchema part = await JsonSchema.FromJsonAsync(SchemaWriter.WritePart());
        Assert.Equal(isRight, part.Validate(Load(text)).Count == 0);
    }

    [Theory]
    [MemberData(nameof(Accepted.All), MemberType = typeof(Accepted))]
    public async Task A_right_experiment_validates(string text) => Assert.Empty((await s_schema.Value).Validate(Load(text)));

    [Theory]
    [InlineData("extends: base.part.i2moe.yaml\nname: Child\n")]
    [InlineData("extends: base.part.i2moe.yaml\nname: Child\nfusion: { kind: switch }\n")]
    [InlineData("extends: base.part.i2moe.yaml\nname: Child\nfusion: { hidden_dim: 256 }\nmodalities: { a: { features: 3 } }\n")]
    public async Task A_child_need_not_repeat_what_it_inherits(string text) => Assert.Empty((await s_schema.Value).Validate(Load(text)));

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_structure_does_not_validate(WrongFile file) => Assert.NotEmpty((await s_schema.Value).Validate(Load(file.Text)));

    private static JToken Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text.ReplaceLineEndings("\n")));
        return ToJson(stream.Documents[0].RootNode);
    }

    private static JToken ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JObject(mapping.Children.Select(child => new JProperty(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
        YamlSequenceNode sequence => new JArray(sequence.Children.Select(ToJson)),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar => Plain(scalar.Value!),
        _ => new JValue(((YamlScalarNode)node).Value),
    };

    private static JValue Plain(string plain) => plain switch
    {
        "" or "~" => JValue.CreateNull(),
        "true" or "false" => new JValue(plain == "true"),
        _ when long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => new JValue(whole),
        _ when double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => new JValue(number),
        _ => new JValue(plain),
    };
}
