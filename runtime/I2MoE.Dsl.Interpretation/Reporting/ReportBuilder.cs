using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Uncertainty;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation.Reporting;

/// <summary>Computes what a report says.</summary>
internal sealed class ReportBuilder
{
    private const int TopFeatures = 5;
    private const int TopFeaturesOverall = 8;
    private const int FaithfulnessSamples = 64;

    private readonly InteractionModel _model;
    private readonly DataSplits _splits;
    private readonly InterpretationReportOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly MultimodalDataset _test;
    private readonly OutputReading _reading;

    /// <summary>Takes what the report is about.</summary>
    public ReportBuilder(InteractionModel model, DataSplits splits, InterpretationReportOptions options, CancellationToken cancellation)
    {
        options.Check();
        _model = model;
        _splits = splits;
        _options = options;
        _cancellation = cancellation;
        _test = splits.Test;
        _reading = new OutputReading(model.Description, _test);
    }

    /// <summary>Computes it.</summary>
    public ReportContent Build()
    {
        InteractionPredictions predictions = InteractionPredictions.Of(_model, _test, _cancellation);
        var findings = InteractionFindings.Of(_model, _splits.Validation, _test, _options.Resamples, _options.Seed, _cancellation);
        var uncertainty = PredictionUncertainty.Of(_model, ConformalCalibration.Of(_model, _splits.Validation, _cancellation), _test, _options.Alpha, _cancellation);
        var attributed = new AttributionSummary(_model.Description);
        int[] chosen = Choose();
        using IntegratedGradients? gradients = chosen.Length == 0 || _options.IntegrationSteps == 0 ? null : IntegratedGradients.FromMeanOf(_model, _splits.Train, _options.IntegrationSteps);
        IReadOnlyList<SampleReport> samples = chosen.Length == 0 ? [] : [.. ReportSamples(predictions, chosen, gradients, attributed, findings).Select(sample => sample with { Set = SetOf(sample, uncertainty.Sets) })];
        (IReadOnlyList<PredictorScore> scores, bool lowerIsBetter, MetricInterval? overBaseline) = Measure(predictions);
        return new ReportContent
        {
            Title = _options.Title ?? _model.Description.Name,
            Part = _options.Part,
            Model = _model.Description,
            Predictions = predictions,
            Findings = findings,
            Outcomes = PredictionOutcomes.Of(predictions, _reading),
            Uncertainty = uncertainty,
            Checks = _options.Checks,
            DataInteractions = _options.DataInteractions,
            OutputNames = _reading.Names,
            Scores = scores,
            LowerIsBetter = lowerIsBetter,
            OverBaseline = overBaseline,
            Weights =
            [
                .. SampleGroups.Of(_model.Description, _test, _reading).Select(group => new GroupWeights(group, WeightDistribution.Of(predictions, group.Samples))),
            ],
            Agreement = AgreementTable.From(predictions, _reading),
            Similarity = ExpertSimilarity.Correlations(predictions),
            History = _options.History,
            Needs = [.. Needs(samples, chosen)],
            Robustness = RobustnessCurve.Of(_model, _test, _options.Seed, _cancellation),
            ModalityShares = attributed.ModalityShares,
            TopFeatures = attributed.Top(TopFeaturesOverall),
            Faithfulness = gradients is null ? [] : AttributionFaithfulness.Of(_model, gradients, _test, FaithfulnessSamples, _options.Seed, _cancellation),
            Samples = samples,
            Experiment = _options.Experiment,
        };
    }

    private (IReadOnlyList<PredictorScore> Scores, bool LowerIsBetter, MetricInterval? OverBaseline) Measure(InteractionPredictions predictions)
    {
        List<(string Name, string Kind, IReadOnlyList<double[]> Outputs)> predictors = [("Whole model", "model", predictions.Outputs)];
        predictors.AddRange(_model.Description.Experts.Select((expert, place) => (expert.Label, "expert", predictions.Experts[place])));
        if (_options.Baseline is { } baseline)
        {
            predictors.Add(("Vanilla baseline", "baseline", OutputsOf(baseline)));
        }

        BootstrapIntervals intervals = BootstrapIntervals.Of(
            _model.Description, _test.Labels, [.. predictors.Select(predictor => predictor.Outputs)], _options.Resamples, _options.Seed);
        PredictorScore[] scores = [.. predictors.Select((predictor, place) => new PredictorScore(predictor.Name, predictor.Kind, intervals.Intervals(place)))];
        return (scores, intervals.Metrics(0).LowerScoreIsBetter, _options.Baseline is null ? null : intervals.ScoreDifference(0, predictors.Count - 1));
    }

    private string SetOf(SampleReport sample, ConformalSets sets) =>
        sets.Describe(_model.Description.PredictsNumber ? [sample.Explanation.PredictedValue] : sample.Explanation.Probabilities, _reading.Names);

    private List<double[]> OutputsOf(VanillaModel baseline)
    {
        List<double[]> outputs = [];
        InferenceLoop.Run(baseline, _test, rows: null, (_, output) => outputs.AddRange(TensorRows.Of(output.Prediction)), _cancellation);
        return outputs;
    }

    private List<SampleReport> ReportSamples(
        InteractionPredictions predictions, int[] chosen, IntegratedGradients? gradients, AttributionSummary attributed, InteractionFindings findings)
    {
        using MultimodalDataset shown = _test.Subset([.. chosen.Select(sample => (long)sample)]);
        var masking = new ModalityMasking(_model, _reading, _options.MaskingDraws, _options.Seed);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> effects = masking.EffectsOn(shown, _cancellation);
        IReadOnlyList<IReadOnlyList<MaskingEffect>> combined = masking.CombinedEffectsOn(shown, _cancellation);
        using var views = new SampleViews(_model.Description, _test, _splits.Standardiser, chosen.Length);
        using var responses = new FeatureResponses(_model, _splits.Train, _splits.Standardiser, views, chosen.Length);
        torch.Device device = ModelDevice.Of(_model);
        List<SampleReport> reports = [];
        foreach (long[] places in SampleRows.Chunked(chosen.Length, 64))
        {
            _cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            int[] focus = [.. places.Select(place => OutputReading.Focus(_model.Description, predictions.Outputs[chosen[place]]))];
            MultimodalBatch batch = shown.ToBatch(_model.Description.ModalityNames, places, device);
            IReadOnlyList<IReadOnlyList<ExpertAttribution>>? attributions = gradients?.Explain(batch.Inputs, focus, batch.Presence);
            IReadOnlyList<IReadOnlyList<FeatureResponse>>? answers = attributions is null
                ? null
                : responses.Of(batch, attributions, [.. places.Select(place => predictions.Weights[chosen[place]])], [.. places.Select(place => views.MissingOf(chosen[place]))]);
            foreach ((int i, long place) in places.Index())
            {
                IReadOnlyList<ExpertAttribution>? ofSample = attributions?[i];
                attributed.Add(ofSample, views);
                reports.Add(ReportSample(predictions, chosen[place], effects[(int)place], ofSample, views, findings) with { Combined = combined[(int)place], Responses = answers?[i] ?? [] });
            }
        }

        return reports;
    }

    private SampleReport ReportSample(
        InteractionPredictions predictions, int sample, IReadOnlyList<MaskingEffect> masking, IReadOnlyList<ExpertAttribution>? attributions, SampleViews views, InteractionFindings findings)
    {
        SampleExplanation explanation = SampleExplanation.Of(predictions, sample);
        return new SampleReport(
            _test.SampleRows[sample],
            views.NameOf(sample),
            _reading.Truth(sample),
            [.. Enumerable.Range(0, _model.Description.Outputs).Where(output => _reading.Belongs(sample, output))],
            _reading.Describe(explanation.Logits),
            _reading.IsRight(sample, explanation.Logits),
            AgreementTable.Agree(predictions, _reading, sample),
            OutputReading.Focus(_model.Description, explanation.Logits),
            ExplanationSentence.Of(_model.Description, _reading, explanation, attributions, masking, findings),
            explanation,
            masking,
            attributions is null ? null : [.. attributions.Select(attribution => AttributionSummary.Top(_model.Description, attribution.Features, TopFeatures, views))],
            attributions is null ? null : [.. attributions.Select(attribution => attribution.Features.Select(values => values?.Sum() ?? double.NaN).ToArray())],
            attributions is null ? null : [.. attributions.Select(attribution => attribution.Residual)],
            views.Show(sample))
        {
            Missing = views.MissingOf(sample),
            Pictures = attributions is null ? null : [.. attributions.Select(attribution => views.Pictures(attribution))],
        };
    }

    // Of the samples that have the modality: nothing is masked of the others.
    private IEnumerable<ModalityNeed> Needs(IReadOnlyList<SampleReport> samples, int[] chosen)
    {
        foreach (Modality modality in _model.Description.Modalities)
        {
            (int Sample, MaskingEffect Effect)[] effects =
            [
                .. chosen.Zip(samples).Where(pair => !pair.Second.Missing.Contains(modality.Name)).Select(pair => (pair.First, pair.Second.Masking[modality.Index])),
            ];
            if (effects.Length > 0)
            {
                yield return new ModalityNeed(
                    modality.Name,
                    effects.Average(pair => pair.Effect.Changed),
                    effects.Average(pair => _reading.IsRight(pair.Sample, pair.Effect.Outputs) ? 1.0 : 0.0),
                    [.. _model.Description.Experts.Select((_, expert) => effects.Average(pair => pair.Effect.Weights[expert]))]);
            }
        }
    }

    // All samples, or as many as asked for, drawn by the seed.
    private int[] Choose()
    {
        int[] samples = [.. Enumerable.Range(0, _test.Count)];
        if (samples.Length > _options.Samples)
        {
            RandomKey.Of(_options.Seed, RandomPurpose.Resampling).Derive(-1).CreateSequence().Shuffle<int>(samples);
            samples = [.. samples.Take(_options.Samples).Order()];
        }

        return samples;
    }
}
