using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation;

/// <summary>Outputs that are made by hand, so that every number can be worked out on paper.</summary>
internal static class HandMade
{
    /// <summary>Two modalities, three experts (unique Left, synergy, redundancy), three classes.</summary>
    public static ModelDescription Model(TaskKind task = TaskKind.Classification, int outputs = 3, params string[] modalities)
    {
        string[] names = modalities.Length == 0 ? ["Left", "Right"] : modalities;
        Modality[] declared = [.. names.Select((name, index) => new Modality(name, index, [2], "linear"))];
        return new ModelDescription
        {
            Name = "HandMade",
            Modalities = declared,
            Experts = [Expert.UniquenessOf(declared[0]), Expert.Synergy, Expert.Redundancy],
            Task = task,
            Fusion = "concat",
            Outputs = outputs,
        };
    }

    /// <summary>The experts of two modalities, Left and Right: two of uniqueness, synergy and redundancy.</summary>
    public static IReadOnlyList<Expert> FourExperts { get; } =
    [
        Expert.UniquenessOf(new Modality("Left", 0, [2], "linear")), Expert.UniquenessOf(new Modality("Right", 1, [2], "linear")), Expert.Synergy, Expert.Redundancy,
    ];

    /// <summary>Data of that model, in which every value is 1.</summary>
    public static MultimodalDataset Data(ModelDescription model, torch.Tensor labels, IReadOnlyList<string>? classNames = null) => new(
        model.ModalityNames.Select(name => KeyValuePair.Create(name, torch.ones(labels.shape[0], 2))), labels, classNames);

    /// <summary>Predictions from the weights [N][E] and the experts' outputs [N][E][O]; the model's outputs follow.</summary>
    public static InteractionPredictions Predictions(ModelDescription model, double[][] weights, double[][][] experts) => new(
        model,
        [.. weights.Zip(experts, (w, outputs) => Enumerable.Range(0, model.Outputs).Select(o => w.Zip(outputs, (weight, output) => weight * output[o]).Sum()).ToArray())],
        weights,
        [.. Enumerable.Range(0, model.Experts.Count).Select(expert => (IReadOnlyList<double[]>)[.. experts.Select(sample => sample[expert])])]);

    /// <summary>Four samples: agree and right, agree and wrong, differ and right, differ and wrong.</summary>
    public static InteractionPredictions FourCases(ModelDescription model) => Predictions(
        model,
        [[0.2, 0.3, 0.5], [0.6, 0.2, 0.2], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]],
        [
            [[2, 0, 0], [3, 1, 0], [1, 0, 0]],
            [[2, 0, 0], [3, 1, 0], [1, 0, 0]],
            [[2, 0, 0], [0, 4, 0], [0, 1, 0]],
            [[0, 0, 2], [3, 0, 0], [0, 1, 0]],
        ]);

    /// <summary>The truth of the four samples.</summary>
    public static MultimodalDataset FourTruths(ModelDescription model) =>
        Data(model, torch.tensor([0L, 1, 1, 1]), ["apple", "pear", "plum"]);
}
