using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>What an experiment file probably means is written with one click, and only that is changed.</summary>
public sealed class YamlMeantFixTests
{
    private const string Right = """
        name: Model
        task: { kind: classification, classes: 3 }
        modalities:
          image: { shape: [3, 16, 16], encoder: { kind: cnn2d, dropout: 0.1 } }
          text: { features: 8, encoder: linear }
        fusion: { kind: transformer, heads: 4, hidden_dim: 64 }
        experts: { masking: zero, synergy: true }
        training: { epochs: 3, learning_rate: 0.001 } # as in the paper

        """;

    [Theory]
    [InlineData("I2MOE713", "training:", "trainig:")]
    [InlineData("I2MOE713", "learning_rate", "lerning_rate")]
    [InlineData("I2MOE716", "kind: transformer", "kind: transfromer")]
    [InlineData("I2MOE716", "encoder: linear", "encoder: linaer")]
    [InlineData("I2MOE717", "masking: zero", "masking: zeor")]
    [InlineData("I2MOE715", "epochs: 3", "epochs: 3.0")]
    [InlineData("I2MOE715", "synergy: true", "synergy: yes")]
    public async Task What_was_meant_is_written(string id, string right, string wrong)
    {
        Assert.Contains(right, Right, StringComparison.Ordinal);
        Project project = Workbench.Create(("model.i2moe.yaml", Right.Replace(right, wrong, StringComparison.Ordinal)));
        Diagnostic found = Assert.Single(await Workbench.DiagnoseAsync(project), diagnostic => diagnostic.Id == id);

        CodeAction action = Assert.Single(await Workbench.OfferAsync(project, new YamlMeantCodeFixProvider(), found));
        Project mended = await Workbench.ApplyAsync(project, action);
        Assert.Equal(Right, await Workbench.TextAsync(mended, "model.i2moe.yaml"));
    }

    [Theory]
    [InlineData("epochs: 3", "epochs: []")]
    [InlineData("masking: zero", "masking: something")]
    public async Task Where_nothing_is_near_nothing_is_offered(string right, string wrong)
    {
        string text = Right.Replace(right, wrong, StringComparison.Ordinal);
        Project project = Workbench.Create(("model.i2moe.yaml", text));

        foreach (Diagnostic found in await Workbench.DiagnoseAsync(project))
        {
            Assert.Empty(await Workbench.OfferAsync(project, new YamlMeantCodeFixProvider(), found));
        }
    }
}
