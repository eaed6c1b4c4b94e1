using I2MoE.Dsl.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>A class becomes an experiment file and a file becomes a class, and the model stays what it is.</summary>
public sealed class RefactoringTests
{
    private const string Program = "internal static class Program { public static object Use() => new App.Model(seed: 1); }";
    private const string Source = "namespace App;\n\n" + Sources.Small;

    private static readonly YamlFileRefactoringProvider s_toYaml = new();
    private static readonly AttributeClassRefactoringProvider s_toClass = new();

    [Fact]
    public async Task There_and_back_again()
    {
        Project before = Workbench.Create(("Model.cs", Source), ("Program.cs", Program));
        CodeAction toYaml = Assert.Single(await Workbench.OfferAsync(before, s_toYaml, "Model.cs", "Model\n"));
        Project asYaml = await Workbench.ApplyAsync(before, toYaml);

        Assert.Empty(await Workbench.DiagnoseAsync(asYaml));
        Assert.DoesNotContain(asYaml.Documents, document => document.Name == "Model.cs");
        TextDocument file = Assert.Single(asYaml.AdditionalDocuments);
        Assert.Equal(("Model.i2moe.yaml", "/app/Model.i2moe.yaml"), (file.Name, file.FilePath));

        // From a mention of the model in C#.
        CodeAction toClass = Assert.Single(await Workbench.OfferAsync(asYaml, s_toClass, "Program.cs", "Model"));
        Project asClass = await Workbench.ApplyAsync(asYaml, toClass);

        Assert.Empty(await Workbench.DiagnoseAsync(asClass));
        Assert.Empty(asClass.AdditionalDocuments);
        Assert.Equal(await DescriptionAsync(before), await DescriptionAsync(asClass));
    }

    [Fact]
    public async Task A_file_offers_its_class_itself()
    {
        Project project = Workbench.Create(("small.i2moe.yaml", "name: Small\naccessibility: internal\ntask: regression\nmodalities:\n  left_hand: { features: 2, encoder: linear }\n  right: { shape: [3, 8, 8], encoder: { kind: cnn2d, channels: [4] } }\nfusion: { kind: concat, hidden_dim: 8 }\nexperts: { uniqueness_of: [left_hand], masking: zero }\n"));
        Project asClass = await Workbench.ApplyAsync(project, Assert.Single(await Workbench.OfferAsync(project, s_toClass, "small.i2moe.yaml", "name")));

        Assert.Empty(await Workbench.DiagnoseAsync(asClass));
        Assert.Equal(
            """
            using I2MoE.Dsl;

            [I2MoEModel]
            [Regression]
            [ConcatFusion(HiddenDim = 8)]
            [Experts(UniquenessOf = [nameof(Small.LeftHand)], Masking = Masking.Zero)]
            internal partial class Small
            {
                [Modality(Features = 2), LinearEncoder]
                public partial Modality LeftHand { get; }

                [Modality(Shape = [3, 8, 8]), Cnn2dEncoder(Channels = [4])]
                public partial Modality Right { get; }
            }

            """.Replace("Small.", "", StringComparison.Ordinal),
            await Workbench.TextAsync(asClass, "Small.cs"));
    }

    [Theory]
    [InlineData("Modality B { get; }", "Modality B { get; }\n    public int Own => 1;")] // code of its own
    [InlineData("Features = 4", "Features = -4")] // a mistake
    [InlineData("public partial Modality B", "internal partial Modality B")] // a modifier that YAML cannot say
    public async Task A_class_that_a_file_cannot_replace_is_not_offered(string old, string @new)
    {
        Project project = Workbench.Create(Source.Replace(old, @new, StringComparison.Ordinal));
        Assert.Empty(await Workbench.OfferAsync(project, s_toYaml, "Model.cs", "class Model"));
    }

    [Fact]
    public async Task The_missing_file_is_created()
    {
        Project project = Workbench.Create(("child.i2moe.yaml", "extends: shared/base.part.i2moe.yaml\nname: Child\ntask: regression\nmodalities: { a: { features: 1, encoder: linear }, b: { features: 1, encoder: linear } }\nfusion: concat\n"));
        Diagnostic missing = Assert.Single(await Workbench.DiagnoseAsync(project));
        Assert.Equal("I2MOE719", missing.Id);
        Project mended = await Workbench.ApplyAsync(project, Assert.Single(await Workbench.OfferAsync(project, new CreateFileCodeFixProvider(), missing)));

        Assert.Contains(mended.AdditionalDocuments, document => document.FilePath == "/app/shared/base.part.i2moe.yaml");
        Assert.Empty(await Workbench.DiagnoseAsync(mended));
    }

    // What the generated model says of itself: sizes, options, experts.
    private static async Task<string> DescriptionAsync(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        SyntaxTree generated = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("App.Model.g.cs", StringComparison.Ordinal) && tree.FilePath.Contains(nameof(ModelGenerator), StringComparison.Ordinal));
        string text = generated.ToString();
        int start = text.IndexOf("private static readonly", StringComparison.Ordinal);
        return text[start..text.IndexOf("};", text.IndexOf("s_parts = new", StringComparison.Ordinal), StringComparison.Ordinal)];
    }
}
