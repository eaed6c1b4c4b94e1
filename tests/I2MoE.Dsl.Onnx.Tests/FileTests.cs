using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using Onnx;
using TorchSharp;

namespace I2MoE.Dsl.Onnx.Tests;

/// <summary>What a file has and says, and what is refused.</summary>
public sealed class FileTests : IDisposable
{
    private const string Small = """
        name: Small
        task: { kind: classification, classes: 3 }
        modalities:
          left: { features: 5, encoder: linear }
          right: { features: 4, encoder: { kind: mlp, hidden_dim: 6 } }
        fusion: { kind: transformer, layers: 1, heads: 2, hidden_dim: 8, patches: 2 }

        """;

    private const string Sparse = """
        name: Sparse
        task: { kind: classification, classes: 3 }
        modalities:
          left: { features: 5, encoder: linear }
          right: { features: 4, encoder: linear }
        fusion: { kind: switch, layers: 2, heads: 2, hidden_dim: 8, patches: 2, routed_experts: 8 }

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Its_nodes_are_named_as_the_parts_of_the_model()
    {
        using SpecifiedModel model = Declared.Model(Small);
        model.SaveOnnx(_folder.File("small.onnx"));
        ModelProto file;
        using (FileStream stream = File.OpenRead(_folder.File("small.onnx")))
        {
            file = ModelProto.Parser.ParseFrom(stream);
        }

        Assert.Equal(OnnxExport.Opset, Assert.Single(file.OpsetImport).Version);
        Assert.Equal(["Left", "Right", "presence"], file.Graph.Input.Select(input => input.Name));
        Assert.Equal(["prediction", "logits", "weights", "experts"], file.Graph.Output.Select(output => output.Name));
        Assert.All(file.Graph.Output, output => Assert.Equal("batch", output.Type.TensorType.Shape.Dim[0].DimParam));
        string[] names = [.. file.Graph.Node.Select(node => node.Name)];
        Assert.Contains("encoders/Left/linear/Gemm", names);
        Assert.Contains("experts/UniqueLeft/blocks/0/attention/Softmax", names);
        Assert.Contains("experts/Synergy/head/Gemm", names);
        Assert.Contains("reweighting/mlp/layers/0/Gemm", names);
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal([_folder.File("small.onnx")], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void It_drops_the_tokens_that_the_model_drops_where_all_go_to_one_MLP()
    {
        using SpecifiedModel model = Declared.Model(Sparse);
        using (torch.no_grad())
        {
            ModelState.Of(model)["experts.fusion.blocks.0.mlp.gate.bias"].select(1, 5).add_(30);
        }

        Assert.InRange(OnnxRun.Difference(model, 1, 2, 40, 256), 0, 1e-5);

        // Eight MLPs have room for 0.3 of the tokens each: of 80 that all want one, 56 are dropped.
        using (model.Infer(Samples.Batch(model.Description, samples: 40)))
        {
            Assert.Equal(56.0 / 80, model.ExpertBank.Fusion.ReadRouting()!.Dropped(expert: 0, layer: 0), 1e-5);
        }
    }

    [Fact]
    public void Experts_of_absent_modalities_have_no_weight()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SpecifiedModel model = Declared.Model(Small);
        using OnnxRun run = new(model);
        MultimodalBatch batch = Samples.Batch(model.Description, samples: 4) with
        {
            Presence = torch.tensor([true, true, false, true, true, false, false, false]).reshape(4, 2),
        };
        using ModelOutput expected = model.Infer(batch);
        IReadOnlyDictionary<string, float[]> actual = run.Run(batch);
        Assert.InRange(OnnxRun.Difference(expected, actual), 0, 1e-5);
        Assert.Equal(0, actual["weights"][4]);

        using OnnxRun plain = new(model, options: new OnnxOptions { Presence = false });
        Assert.InRange(OnnxRun.Difference(model.Infer(batch with { Presence = null }), plain.Run(batch with { Presence = null })), 0, 1e-5);
    }

    public static TheoryData<string> Optional => [.. CatalogueTests.Optional];

    [Theory]
    [MemberData(nameof(Optional))]
    public void An_absent_optional_modality_is_replaced(string yaml)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SpecifiedModel model = Declared.Model(yaml);
        using VanillaModel baseline = SpecifiedModel.CreateBaseline(Declared.Specification(yaml), seed: 3);
        Samples.Disturb(baseline);
        MultimodalBatch batch = Samples.Batch(model.Description, samples: 4) with
        {
            Presence = torch.tensor(new[,] { { true, true, true }, { false, true, true }, { true, false, false }, { false, false, true } }),
        };
        foreach (MultimodalModel each in (MultimodalModel[])[model, baseline])
        {
            using OnnxRun run = new(each);
            IReadOnlyDictionary<string, float[]> actual = run.Run(batch);
            Assert.InRange(OnnxRun.Difference(each.Infer(batch), actual), 0, 1e-5);
            Assert.NotEqual(actual["logits"], run.Run(batch with { Presence = torch.ones([4, 3], torch.ScalarType.Bool) })["logits"]);
            Assert.InRange(OnnxRun.Difference(each.Infer(batch with { Presence = null }), run.Run(batch with { Presence = null })), 0, 1e-5);
        }
    }

    [Theory]
    [InlineData("presence")]
    [InlineData("prediction")]
    [InlineData("logits")]
    [InlineData("weights")]
    [InlineData("experts")]
    public void What_a_file_calls_its_own_is_no_name_of_a_modality(string name)
    {
        ModelSpecification specification = Declared.Specification(Small);
        ModelSpecification clashing = specification with { Modalities = specification.Modalities.Select((modality, i) => i == 0 ? modality : modality with { Name = name }).ToEquatableArray() };
        Assert.Throws<ModelException>(() => new SpecifiedModel(clashing));
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Sparse)]
    public void Half_precision_is_half_the_size_and_nearly_the_same(string yaml)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SpecifiedModel model = Declared.Model(yaml.Replace("hidden_dim: 8", "hidden_dim: 64", StringComparison.Ordinal));
        using OnnxRun single = new(model);
        using OnnxRun half = new(model, options: new OnnxOptions { Precision = OnnxPrecision.Fp16 });
        MultimodalBatch batch = Samples.Batch(model.Description, samples: 3);
        using ModelOutput expected = model.Infer(batch);
        Assert.InRange(OnnxRun.Difference(expected, half.Run(batch)), 1e-7, 1e-2);
        Assert.InRange((double)half.Size / single.Size, 0.4, 0.75);
    }

    [Fact]
    public void A_model_of_bfloat16_has_to_be_told_what_it_becomes()
    {
        using SpecifiedModel model = Declared.Model(Small);
        ModelPrecision.Set(model, Precision.Bf16);
        Assert.StartsWith(
            "Small computes in bfloat16 (training.precision: bf16), whose rounding no ONNX file repeats.",
            Assert.Throws<ModelException>(() => model.SaveOnnx(_folder.File("a.onnx"))).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        model.SaveOnnx(_folder.File("a.onnx"), new OnnxOptions { Precision = OnnxPrecision.Fp32 });
    }

    [Fact]
    public void Classes_of_the_users_are_refused_by_name()
    {
        using SpecifiedModel encoder = Declared.Model(Small.Replace("encoder: linear", $"encoder: {{ kind: custom, type: {typeof(OwnEncoder).FullName} }}", StringComparison.Ordinal));
        Assert.Equal(
            "Modality Left has an encoder of your own, OwnEncoder: what it computes is code, and only the encoders of the catalogue can be written as ONNX.",
            Assert.Throws<ModelException>(() => encoder.SaveOnnx(_folder.File("a.onnx"))).Message);
        using SpecifiedModel fusion = Declared.Model(Small[..Small.IndexOf("fusion", StringComparison.Ordinal)] + $"fusion: {{ kind: custom, type: {typeof(OwnFusion).FullName}, hidden_dim: 8, embedding: vector }}\n");
        Assert.StartsWith(
            "The fusion is a class of your own, OwnFusion:",
            Assert.Throws<ModelException>(() => fusion.SaveOnnx(_folder.File("a.onnx"))).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
