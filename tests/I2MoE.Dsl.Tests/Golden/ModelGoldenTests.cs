using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Interchange;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Tests.Devices;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Golden;

/// <summary>Generated models against the numbers of the reference code: outputs, weights, losses, gradients and a step of Adam.</summary>
public sealed class ModelGoldenTests
{
    private const double OutputTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;

    private static readonly Dictionary<string, Func<InteractionModel>> s_models = new()
    {
        ["transformer_multiclass"] = () => new GoldenMulticlass(),
        ["transformer_weighted_binary"] = () => new GoldenWeightedBinary(),
        ["transformer_four_modalities"] = () => new GoldenFourModalities(),
        ["transformer_multilabel"] = () => new GoldenMultiLabel(),
        ["transformer_regression"] = () => new GoldenRegression(),
        ["switch_multiclass"] = () => new GoldenSwitch(),
        ["interpretcc_multiclass"] = () => new GoldenInterpretCc(),
        ["interpretcc_soft"] = () => new GoldenInterpretCcSoft(),
        ["low_rank_multiclass"] = () => new GoldenLowRank(),
    };

    public static TheoryData<string, ExecutionPlan> Files
    {
        get
        {
            var files = new TheoryData<string, ExecutionPlan>();
            foreach (string name in s_models.Keys)
            {
                files.Add(name, ExecutionPlan.Sequential);
                files.Add(name, ExecutionPlan.Batched);
            }

            return files;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Outputs_losses_gradients_and_an_Adam_step_equal_the_reference_code(string name, ExecutionPlan plan)
    {
        using GoldenFile golden = GoldenFile.Open(name);
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = s_models[name]();
        model.ExpertBank.Plan = plan;
        ReferenceWeights.Load(model, golden.WithPrefix("weights."));
        ModelPlacement.Move(model, TestDevice.OrCpu);

        torch.Tensor[] embeddings = [.. Enumerable.Range(0, golden.Integer("modalities")).Select(i => golden[$"embedding.{i}"].clone().requires_grad_())];
        InteractionLosses losses = model.ComputeLosses(embeddings, golden.Replacements(model), golden["labels"], new GoldenRandom(golden));
        CheckOutputs(golden, model, losses);

        losses.Total.backward();
        CheckGradients(golden, model, embeddings);

        using torch.optim.Optimizer adam = torch.optim.Adam(model.parameters(), golden.Number("adam_lr"));
        adam.step();
        CheckParameters(golden.WithPrefix("after_adam."), model);
    }

    public static TheoryData<string> Names => [.. s_models.Keys];

    // Through a file of our own names, and back into one for the modules of the reference code.
    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Weights_go_to_the_reference_code_by_its_own_names_and_shapes(string name)
    {
        using GoldenFile golden = GoldenFile.Open(name);
        using DisposeScope scope = torch.NewDisposeScope();
        using TemporaryFolder folder = new();
        using InteractionModel model = s_models[name]();
        using InteractionModel again = s_models[name]();
        Dictionary<string, torch.Tensor> expected = golden.WithPrefix("weights.");
        ReferenceWeights.Load(model, expected);
        model.Save(folder.File("weights.safetensors"));
        again.Load(folder.File("weights.safetensors"));
        ReferenceWeights.Save(again, folder.File("reference.safetensors"));
        using SafeTensorsFile written = SafeTensorsFile.Read(folder.File("reference.safetensors"));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), written.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair =>
        {
            Assert.Equal(pair.Value.shape, written.Tensors[pair.Key].shape);
            Assert.Equal(pair.Value.bytes.ToArray(), written.Tensors[pair.Key].bytes.ToArray());
        });
    }

    [Fact]
    public void A_fusion_that_the_reference_code_has_not_is_told()
    {
        using InteractionModel model = TwinModels.Compiled(TwinModels.Specification("custom_fusion"), seed: 0);
        Assert.Contains("the reference code has no parameters for the fusion 'custom'", Assert.Throws<ModelException>(() => ReferenceWeights.StateDictionary(model)).Message, StringComparison.Ordinal);
    }

    private static void CheckOutputs(GoldenFile golden, InteractionModel model, InteractionLosses losses)
    {
        for (int expert = 0; expert < model.Description.Experts.Count; expert++)
        {
            for (int pass = 0; pass <= model.Description.Modalities.Count; pass++)
            {
                Close.Absolute(golden[$"expert_output.{expert}.{pass}"], losses.Passes[expert, pass], OutputTolerance, $"output of expert {expert} in pass {pass}");
            }

            Close.Absolute(golden[$"interaction_loss.{expert}"], losses.Interactions[expert], OutputTolerance, $"interaction loss of expert {expert}");
        }

        Close.Absolute(golden["expert_weights"], losses.Weights, OutputTolerance, "weights");
        Close.Absolute(golden["prediction"], losses.Prediction, OutputTolerance, "prediction");
        Close.Absolute(golden["task_loss"], losses.Task, OutputTolerance, "task loss");
        Close.Absolute(golden["total_loss"], losses.Total, OutputTolerance, "total loss");
        if (golden.Tensors.TryGetValue("gate_loss", out torch.Tensor? gateLoss))
        {
            Close.Absolute(gateLoss, losses.Gate!, OutputTolerance, "gate loss");
        }
    }

    private static void CheckGradients(GoldenFile golden, InteractionModel model, torch.Tensor[] embeddings)
    {
        for (int modality = 0; modality < embeddings.Length; modality++)
        {
            Close.Relative(golden[$"grad.embedding.{modality}"], embeddings[modality].grad!, GradientTolerance, $"gradient of embedding {modality}");
        }

        foreach ((string name, torch.Tensor expected) in golden.WithPrefix("grad.weights."))
        {
            (Parameter parameter, int? expert) = ReferenceWeights.Find(model, name);
            Close.Relative(expected, Slice(parameter.grad!, expert), GradientTolerance, "gradient of " + name);
        }
    }

    private static void CheckParameters(Dictionary<string, torch.Tensor> expected, InteractionModel model)
    {
        Assert.NotEmpty(expected);
        foreach ((string name, torch.Tensor value) in expected)
        {
            (Parameter parameter, int? expert) = ReferenceWeights.Find(model, name);
            Close.Relative(value, Slice(parameter, expert), GradientTolerance, name + " after Adam");
        }
    }

    private static torch.Tensor Slice(torch.Tensor tensor, int? expert) => expert is { } index ? tensor.select(0, index) : tensor;
}
