using I2MoE.Dsl.Interchange;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Tests.Devices;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Golden;

/// <summary>The ablations of the paper's table 4 against the numbers of the reference code. Its files hold no labels and no gradients.</summary>
public sealed class AblationGoldenTests
{
    private const double Tolerance = 1e-5;

    [SkippableTheory]
    [InlineData("latent_contrastive")]
    [InlineData("simple_weight")]
    [InlineData("synergy_redundancy_only")]
    public void Outputs_weights_and_interaction_losses_equal_the_reference_code(string ablation)
    {
        using GoldenFile golden = GoldenFile.Open("ablation_" + ablation);
        using DisposeScope scope = torch.NewDisposeScope();
        using InteractionModel model = Create(ablation);
        ReferenceWeights.Load(model, golden.WithPrefix("weights."));
        ModelPlacement.Move(model, TestDevice.OrCpu);

        torch.Tensor[] embeddings = [.. model.Description.Modalities.Select(modality => golden[$"embedding.{modality.Index}"])];
        torch.Tensor labels = torch.zeros(embeddings[0].shape[0], dtype: torch.int64, device: TestDevice.OrCpu);
        InteractionLosses losses = model.ComputeLosses(embeddings, golden.Replacements(model), labels, random: null);

        for (int expert = 0; expert < model.Description.Experts.Count; expert++)
        {
            for (int pass = 0; pass <= embeddings.Length; pass++)
            {
                Close.Absolute(golden[$"expert_output.{expert}.{pass}"], losses.Passes.Outputs[expert, pass], Tolerance, $"output of expert {expert} in pass {pass}");
            }

            Close.Absolute(golden[$"interaction_loss.{expert}"], losses.Interactions[expert], Tolerance, $"interaction loss of expert {expert}");
        }

        torch.Tensor weights = golden["expert_weights"];
        Close.Absolute(weights.dim() == 1 ? weights.expand(losses.Weights.shape) : weights, losses.Weights, Tolerance, "weights");
        Close.Absolute(golden["prediction"], losses.Prediction, Tolerance, "prediction");
    }

    private static InteractionModel Create(string ablation) => ablation switch
    {
        "latent_contrastive" => new GoldenLatentContrastive(),
        "simple_weight" => new GoldenSimpleWeight(),
        _ => new GoldenSynergyRedundancy(),
    };
}
