namespace I2MoE.Dsl.Generators.Tests;

/// <summary>What the generator remembers of a class is forgotten as soon as something that the class uses has changed in another file.</summary>
public sealed class ReadingMemoryTests
{
    private const string ModelFile = "Model.g.cs";

    [Fact]
    public void A_second_part_in_a_new_file_is_seen()
    {
        Project project = Project.Of(Sources.WithModalities("A", "B"))
            .WithNewFile("public partial class Model { [Modality(Features = 7), LinearEncoder] public partial Modality C { get; } }");

        Assert.Contains("\"C\", 2, [7]", project.Generated(ModelFile), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_of_another_part_is_seen()
    {
        Project project = Project.Of(Sources.WithModalities("A", "B"), "public partial class Model { [Modality(Features = 7), LinearEncoder] public partial Modality C { get; } }")
            .WithFile(1, "public partial class Model { [Modality(Features = 8), LinearEncoder] public partial Modality C { get; } }");

        Assert.Contains("\"C\", 2, [8]", project.Generated(ModelFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_of_another_file_is_read_again()
    {
        Project project = Project.Of(
            Sources.WithModalities("A", "B").Replace("Classes = 2", "Classes = Sizes.Classes", StringComparison.Ordinal),
            "internal static class Sizes { public const int Classes = 3; }");
        Assert.Contains("Classes = 3,", project.Generated(ModelFile), StringComparison.Ordinal);

        Assert.Contains("Classes = 4,", project.WithFile(1, "internal static class Sizes { public const int Classes = 4; }").Generated(ModelFile), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoder_of_the_users_in_another_file_is_read_again()
    {
        const string Encoder = """
            internal sealed class Own(Modality modality, int embeddingDim, I2MoE.Dsl.Randomness.ParameterInitializer initializer)
                : I2MoE.Dsl.Encoders.Encoder(modality.Name + embeddingDim + initializer)
            {
                public override TorchSharp.torch.Tensor Forward(TorchSharp.torch.Tensor input, I2MoE.Dsl.Randomness.DropoutSource dropout) => input;
            }
            """;
        Project project = Project.Of(Sources.WithModalities("A", "B").Replace("LinearEncoder] public partial Modality A", "CustomEncoder(Type = typeof(Own))] public partial Modality A", StringComparison.Ordinal), Encoder);
        Assert.Contains("new global::Own(s_a,", project.Generated(ModelFile), StringComparison.Ordinal);

        Project without = project.WithFile(1, Encoder.Replace("int embeddingDim", "string embeddingDim", StringComparison.Ordinal));

        Assert.DoesNotContain("new global::Own(s_a,", without.Generated(ModelFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_takes_the_name_of_an_attribute_is_seen()
    {
        Project project = Project.Of(Sources.WithModalities("A", "B"));
        Assert.Contains("HiddenDim = 8,", project.Generated(ModelFile), StringComparison.Ordinal);

        Project shadowed = project.WithNewFile("internal sealed class TransformerFusionAttribute : System.Attribute { public int Heads { get; set; } public int HiddenDim { get; set; } }");

        Assert.DoesNotContain("HiddenDim = 8,", shadowed.Generated(ModelFile), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_of_the_attribute_is_found()
    {
        string source = "using Learned = I2MoE.Dsl.I2MoEModelAttribute;\n" + Sources.WithModalities("A", "B").Replace("[I2MoEModel]", "[Learned]", StringComparison.Ordinal);

        Assert.Contains("class Model", Project.Of(source).Generated(ModelFile), StringComparison.Ordinal);
    }
}
