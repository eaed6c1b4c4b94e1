using Microsoft.CodeAnalysis;

namespace I2MoE.Dsl.Generators.Tests;

/// <summary>A class that an attribute names is created by the generated code, or refused in words and never in generated code.</summary>
public sealed class CustomTypeTests
{
    [Theory]
    [InlineData("Own<string>", "new global::Own<string>(s_first, s_fusion.HiddenDim, initializer)")]
    [InlineData("Model.Hidden", "new global::Model.Hidden(s_first, s_fusion.HiddenDim, initializer)")]
    public async Task A_class_that_fits_is_created(string type, string creation)
    {
        Project project = Project.Of(Sources.WithCustomEncoder(type));

        Assert.Empty(await DiagnoseAsync(project));
        Assert.Contains(creation, project.Generated("Model.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Own<>", "I2MOE004", "it is generic;")]
    [InlineData("Model.Base", "I2MOE004", "it is abstract")]
    [InlineData("Model.Unbuildable", "I2MOE004", "it has no public or internal constructor (Modality modality, int embeddingDim, ParameterInitializer initializer)")]
    [InlineData("Model.Demanding", "I2MOE004", "it has required members")]
    [InlineData("string", "I2MOE004", "it does not derive from I2MoE.Dsl.Encoders.Encoder")]
    [InlineData("int", "I2MOE004", "it is not a class")]
    [InlineData("int[,]", "I2MOE004", "it is not a class")]
    [InlineData("void", "I2MOE004", "it is not a class")]
    [InlineData("Missing", "CS0246", "Missing")]
    [InlineData("Outer.Invisible", "CS0122", "Outer.Invisible")]
    public async Task A_class_that_does_not_fit_is_the_only_error(string type, string id, string message)
    {
        Diagnostic[] diagnostics = await DiagnoseAsync(Project.Of(Sources.WithCustomEncoder(type)));

        // A class that is private elsewhere is the compiler's error at the attribute, and ours says what to do about it.
        Diagnostic diagnostic = Assert.Single(diagnostics, diagnostic => diagnostic.Id == id);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.All(diagnostics, other => Assert.Equal("File0.cs", other.Location.SourceTree!.FilePath));
        Assert.True(id == "CS0122" || diagnostics.Length == 1, string.Join("\n", diagnostics.AsEnumerable()));
    }

    [Theory]
    [InlineData("Tokens", "new global::I2MoE.Dsl.Encoders.PatchEmbedding(features: s_fusion.HiddenDim, patches: s_fusion.Patches, embeddingDim: s_fusion.HiddenDim, initializer)")]
    [InlineData("Vector", "private static global::SumFusion CreateFusion(")]
    public async Task A_fusion_that_fits_is_created_with_the_embeddings_it_takes(string embedding, string code)
    {
        Project project = Project.Of(Sources.WithCustomFusion("SumFusion", embedding));

        Assert.Empty(await DiagnoseAsync(project));
        string generated = project.Generated("Model.g.cs");
        Assert.Contains("new(initializer.Experts, 2, s_task.Classes, s_fusion.HiddenDim, initializer)", generated, StringComparison.Ordinal);
        Assert.Contains(code, generated, StringComparison.Ordinal);
        Assert.Equal(embedding == "Tokens", generated.Contains("PatchEmbedding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Base", "it is abstract")]
    [InlineData("WithoutDimension", "it has no public or internal constructor (int experts, int modalities, int outputs, int embeddingDim, ExpertInitializer initializer)")]
    [InlineData("object", "it does not derive from I2MoE.Dsl.Fusion.FusionBank")]
    public async Task A_fusion_that_does_not_fit_is_the_only_error(string type, string message)
    {
        Diagnostic diagnostic = Assert.Single(await DiagnoseAsync(Project.Of(Sources.WithCustomFusion(type, "Tokens"))));

        Assert.Equal("I2MOE004", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static async Task<Diagnostic[]> DiagnoseAsync(Project project) => [.. await project.DiagnoseAsync()];
}
