using I2MoE.Dsl;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace KnownInteractions;

/// <summary>Measures a trained model on test data.</summary>
internal static class Measurement
{
    private static readonly Modality?[] s_full = [null];

    /// <summary>Measures everything that the tables show.</summary>
    /// <param name="study">What was trained: part, data, objective, seed, truth.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="test">The test data.</param>
    /// <param name="regimes">The regime of each test sample; null for real data.</param>
    public static StudyRun Of(StudyTask study, InteractionModel model, MultimodalDataset test, IReadOnlyList<int>? regimes)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        MultimodalBatch batch = test.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, test.Count).Select(row => (long)row)]);
        torch.Tensor[] embeddings = model.EncoderSet.Encode(batch.Inputs, random: null);
        torch.Tensor weights = model.ReweightingNetwork.Weigh(embeddings, random: null);
        ExpertPasses passes = model.ExpertBank.Run(embeddings, replacements: [], s_full, random: null);
        torch.Tensor outputs = passes.Full;
        int[] experts = [.. Enumerable.Range(0, model.Description.Experts.Count)];
        return new StudyRun
        {
            Key = study.Key,
            Part = study.Part,
            Data = study.Data,
            Objective = study.Model.Objective,
            Seed = study.Seed,
            Experts = model.Description.ExpertNames,
            Truth = study.Truth(),
            Unconditional = study.Unconditional(),
            Accuracy = Accuracy(passes.Combine(weights), test.Labels),
            Weights = Values(weights.mean([0])),
            Estimate = [.. InteractionEstimate.Of(model.Description, outputs, test.Labels).Shares.Values],
            LocalHit = regimes is null ? double.NaN : Hit(weights, regimes),
            WithoutExpert = [.. experts.Select(expert => Accuracy(passes.Combine(Without(weights, expert)), test.Labels))],
            ExpertAlone = [.. experts.Select(expert => Accuracy(outputs[expert], test.Labels))],
            WithoutModality = [.. model.Description.Modalities.Select(modality => Accuracy(Masked(model, embeddings, modality.Index, study.Seed).Combine(weights), test.Labels))],
        };
    }

    // The masked pass of the paper: random vectors in the place of one modality's embedding.
    private static ExpertPasses Masked(InteractionModel model, torch.Tensor[] embeddings, int modality, long seed)
    {
        torch.Tensor[] masked = [.. embeddings];
        masked[modality] = new StepRandom(seed, 0, 0).MaskingNoise(modality, embeddings[modality].shape, embeddings[modality].device);
        return model.ExpertBank.Run(masked, replacements: [], s_full, random: null);
    }

    private static torch.Tensor Without(torch.Tensor weights, int expert)
    {
        torch.Tensor keep = torch.ones(weights.shape[1]);
        keep[expert] = 0;
        torch.Tensor kept = weights * keep;
        return kept / kept.sum(1, keepdim: true).clamp_min(1e-9);
    }

    private static double Accuracy(torch.Tensor predictions, torch.Tensor labels) =>
        predictions.argmax(1).eq(labels).to_type(torch.float64).mean().item<double>();

    private static double Hit(torch.Tensor weights, IReadOnlyList<int> regimes) =>
        weights.argmax(1).data<long>().ToArray().Zip(regimes).Average(pair => pair.First == pair.Second ? 1.0 : 0.0);

    private static double[] Values(torch.Tensor vector) => vector.to_type(torch.float64).data<double>().ToArray();
}
