using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation;
using I2MoE.Dsl.Interpretation.PartialInformation;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>A report in which everything that a user names is what no one would call anything.</summary>
internal static class HostileReport
{
    public const string Markup = "<script>alert(1)</script>";
    public const string Closing = "</script><img src=x onerror=alert(2)>";
    public const string Attribute = "\" onmouseover=\"alert(3)";
    public const string Path = "../../etc/pass:wd\u0000?*|";

    /// <summary>The same names every time: markup, a script, an attribute and a path.</summary>
    public static ReportContent Content() => Content(Closing, [Markup, Attribute], [Markup, Closing, Path], [Markup, Closing, Attribute, Path], [Closing, Path]);

    /// <summary>Names drawn by a seed.</summary>
    public static ReportContent Content(int seed)
    {
        var names = new HostileNames(seed);
        return Content(names.Next(), names.Distinct(2), names.Distinct(3), names.Distinct(4), names.Distinct(2));
    }

    /// <summary>Names that are given: two modalities, three classes, four samples, two features.</summary>
    public static ReportContent Content(string title, string[] modalities, string[] classes, string[] samples, string[] features)
    {
        ModelDescription model = HandMade.Model(TaskKind.Classification, 3, modalities);
        using MultimodalDataset data = HandMade.Data(model, torch.tensor([0L, 1, 1, 1]), classes);
        InteractionPredictions predictions = HandMade.FourCases(model);
        var reading = new OutputReading(model, data);
        BootstrapIntervals intervals = BootstrapIntervals.Of(model, data.Labels, [predictions.Outputs, .. predictions.Experts], resamples: 20);
        IEnumerable<string> names = ["Whole model", .. model.ExpertNames];
        return new ReportContent
        {
            Title = title,
            Part = title,
            Model = model,
            Predictions = predictions,
            Findings = Findings(model, reading),
            Outcomes = PredictionOutcomes.Of(predictions, reading),
            Uncertainty = Uncertainty(model, data, reading),
            Checks = [new FaithfulnessCheck(title, Passed: false, title)],
            DataInteractions = [new DataInteraction(modalities[0], modalities[1], new InformationParts(0.1, 0.2, 0.3, 0.4), Luck: 0.1, title)],
            OutputNames = reading.Names,
            Scores = [.. names.Select((name, place) => new PredictorScore(name, place == 0 ? "model" : "expert", intervals.Intervals(place)))],
            LowerIsBetter = false,
            Weights = [.. SampleGroups.Of(model, data, reading).Select(group => new GroupWeights(group, WeightDistribution.Of(predictions, group.Samples)))],
            Agreement = AgreementTable.From(predictions, reading),
            Similarity = ExpertSimilarity.Correlations(predictions),
            Needs = [.. model.ModalityNames.Select(name => new ModalityNeed(name, 0.5, 0.25, [0.2, 0.3, 0.5]))],
            ModalityShares = [[0.5, 0.5], [0.25, 0.75], [1, 0]],
            TopFeatures = [[new(modalities[0], features[0], 0.5)], [], []],
            Samples = [.. Enumerable.Range(0, 4).Select(sample => Sample(model, reading, predictions, sample, samples[sample], features))],
            Experiment = title,
        };
    }

    private static PredictionUncertainty Uncertainty(ModelDescription model, MultimodalDataset data, OutputReading reading)
    {
        double[][] answers = [[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.6, 0.2, 0.2], [0.1, 0.1, 0.8]];
        double[][] truths = [[0], [1], [1], [1]];
        return PredictionUncertainty.Of(ConformalCalibration.Of(model.Task, answers, truths).At(0.5), model.Task, SampleGroups.Of(model, data, reading), reading.Names, answers, truths);
    }

    // The first expert knows, the second does not, and the third says the opposite.
    private static InteractionFindings Findings(ModelDescription model, OutputReading reading)
    {
        double[][] gains = [[1, 0.9, 1, 1.1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 1, 0.9, 1]];
        double[] weights = [0.2, 0.3, 0.5];
        return InteractionFindings.Of(model, new CalibratedGains([gains], [[1, 0, -0.5, 1]], [weights, weights, weights, weights]), reading, resamples: 10, seed: 0, InteractionObjective.Paper);
    }

    private static SampleReport Sample(ModelDescription model, OutputReading reading, InteractionPredictions predictions, int sample, string name, string[] features)
    {
        var explanation = SampleExplanation.Of(predictions, sample);
        MaskingEffect[] masking = [.. model.ModalityNames.Select(modality => new MaskingEffect(modality, [0, 1, 0], [0.2, 0.3, 0.5], [[0, 1, 0], [1, 0, 0], [0, 0, 1]], 0.5))];
        string left = model.ModalityNames[0];
        string right = model.ModalityNames[1];
        return new SampleReport(
            sample,
            name,
            reading.Truth(sample),
            [reading.Belongs(sample, 0) ? 0 : 1],
            reading.Describe(explanation.Logits),
            reading.IsRight(sample, explanation.Logits),
            AgreementTable.Agree(predictions, reading, sample),
            OutputReading.Focus(predictions.Model, explanation.Logits),
            ExplanationSentence.Of(model, reading, explanation, masking: masking),
            explanation,
            masking,
            [[new FeatureScore(left, features[0], 0.5)], [], [new FeatureScore(right, features[1], -0.5)]],
            [[0.5, 0.25], [1, -1], [0, 0.5]],
            [0.01, 0, 0],
            [new ShownModality(left, "words", Words: features), new ShownModality(right, "features", Features: [new(features[0], 1.5)], Note: features[1])])
        {
            Combined = [masking[0] with { Modality = $"{left} + {right}" }],
            Responses = [new FeatureResponse(left, features[0], 0.5, [new ChangedValue(-1, [0, 1, 0], [0.2, 0.3, 0.5]), new ChangedValue(2, [0, 0, 1], [0.2, 0.3, 0.5])])],
        };
    }
}
