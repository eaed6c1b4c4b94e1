using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Interpretation.Reporting.Content;

/// <summary>
/// Gives the features that decide most about a sample other values, one at a time, and asks the model again, so that the page can answer without it. The
/// other values are some that training samples have: all of them where they are few, and otherwise those that divide the samples into parts of equal size.
/// </summary>
internal sealed class FeatureResponses : IDisposable
{
    private const int MostFeatures = 4;
    private const int MostValues = 7;
    private const int RowsAtOnce = 256;

    // The page carries every answer: about a megabyte at most, and nothing where even one feature of each sample would be more.
    private const int MostNumbers = 120_000;

    // Values of the training part that are looked at, over all features of a modality.
    private const int MostTrainingRows = 1_000;
    private const int MostTrainingValues = 5_000_000;

    private readonly InteractionModel _model;
    private readonly MultimodalDataset _train;
    private readonly Standardiser? _standardiser;
    private readonly SampleViews _views;
    private readonly Dictionary<string, torch.Tensor> _training = [];
    private readonly Dictionary<(string Modality, int Place), float[]> _values = [];
    private readonly int _features;

    /// <summary>Prepares the questions about some samples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="train">The training part, as the model takes it.</param>
    /// <param name="standardiser">How the data were standardised; null where they were not.</param>
    /// <param name="views">Names the features.</param>
    /// <param name="samples">How many samples are shown.</param>
    public FeatureResponses(InteractionModel model, MultimodalDataset train, Standardiser? standardiser, SampleViews views, int samples)
    {
        _model = model;
        _train = train;
        _standardiser = standardiser;
        _views = views;
        _features = FeaturesFor(samples, model.Description.Outputs, model.Description.Experts.Count);
    }

    /// <summary>How many features of each sample are changed, so that the page does not become too large.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="experts">The number of experts.</param>
    public static int FeaturesFor(int samples, int outputs, int experts) => Math.Min(MostFeatures, MostNumbers / Math.Max(1, samples * MostValues * (outputs + experts)));

    /// <summary>The answers about some samples.</summary>
    /// <param name="batch">The samples as the model takes them, B.</param>
    /// <param name="attributions">What their values add to every expert, [B][E].</param>
    /// <param name="weights">The weights of the experts, [B][E].</param>
    /// <param name="missing">The modalities that they lack, [B].</param>
    public IReadOnlyList<IReadOnlyList<FeatureResponse>> Of(
        MultimodalBatch batch, IReadOnlyList<IReadOnlyList<ExpertAttribution>> attributions, IReadOnlyList<IReadOnlyList<double>> weights, IReadOnlyList<IReadOnlyList<string>> missing)
    {
        Question[] questions = [.. attributions.SelectMany((ofSample, sample) => Questions(batch, sample, ofSample, weights[sample], missing[sample]))];
        var answers = new Queue<(double[] Outputs, double[] Weights)>(questions.SelectMany(question => question.Values.Select(value => (question, value))).Chunk(RowsAtOnce).SelectMany(rows => Ask(batch, rows)));
        List<FeatureResponse>[] responses = [.. attributions.Select(_ => new List<FeatureResponse>())];
        foreach (Question question in questions)
        {
            responses[question.Sample].Add(new FeatureResponse(
                question.Modality.Name,
                _views.NameOf(question.Modality, question.Place),
                InUnits(question, question.Own),
                [.. question.Values.Select(value => (Value: InUnits(question, value), Answer: answers.Dequeue())).Select(pair => new ChangedValue(pair.Value, pair.Answer.Outputs, pair.Answer.Weights))]));
        }

        return responses;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (torch.Tensor values in _training.Values)
        {
            values.Dispose();
        }
    }

    // Of the values that add most to the prediction, those that can be other ones.
    private IEnumerable<Question> Questions(MultimodalBatch batch, int sample, IReadOnlyList<ExpertAttribution> attributions, IReadOnlyList<double> weights, IReadOnlyList<string> missing)
    {
        IEnumerable<(Modality Modality, int Place, double Size)> sizes = _model.Description.Modalities
            .Where(modality => _views.HasTellingFeatures(modality) && !missing.Contains(modality.Name) && attributions[0].Features[modality.Index] is not null)
            .SelectMany(modality => Enumerable.Range(0, attributions[0].Features[modality.Index]!.Length)
                .Select(place => (modality, place, Math.Abs(attributions.Select((ofExpert, expert) => weights[expert] * ofExpert.Features[modality.Index]![place]).Sum()))));
        return sizes.Where(entry => entry.Size > 0)
            .OrderByDescending(entry => entry.Size)
            .Select(entry => QuestionOf(batch, sample, entry.Modality, entry.Place))
            .Where(question => question.Values.Length > 0)
            .Take(_features);
    }

    private Question QuestionOf(MultimodalBatch batch, int sample, Modality modality, int place)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        float own = batch.Inputs[modality.Index][sample].reshape(-1)[place].item<float>();
        return new Question(sample, modality, place, own, [.. ValuesOf(modality, place).Where(value => Math.Abs(value - own) > 1e-5f * (1 + Math.Abs(own)))]);
    }

    private IEnumerable<(double[] Outputs, double[] Weights)> Ask(MultimodalBatch batch, (Question Question, float Value)[] rows)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Device device = batch.Inputs[0].device;
        torch.Tensor samples = torch.tensor(rows.Select(row => (long)row.Question.Sample).ToArray()).to(device);
        torch.Tensor[] inputs = [.. batch.Inputs.Select(input => input.index_select(0, samples))];
        foreach ((int row, (Question question, float value)) in rows.Index())
        {
            inputs[question.Modality.Index].view(rows.Length, -1)[row, question.Place] = torch.tensor(value, device: device);
        }

        torch.Tensor? presence = batch.Presence?.index_select(0, samples);
        var forward = InteractionForward.Of(_model, _model.EncoderSet.Encode(inputs, random: null, presence), presence);
        return TensorRows.Of(forward.Prediction).Zip(TensorRows.Of(forward.Weights));
    }

    private float[] ValuesOf(Modality modality, int place)
    {
        if (!_values.TryGetValue((modality.Name, place), out float[]? values))
        {
            using torch.Tensor column = Training(modality).select(1, place).contiguous();
            float[] all = [.. column.data<float>().ToArray().Where(float.IsFinite).Order()];
            float[] distinct = [.. all.Distinct()];
            values = distinct.Length <= MostValues ? distinct : [.. Enumerable.Range(0, MostValues).Select(part => all[(int)((long)part * (all.Length - 1) / (MostValues - 1))]).Distinct()];
            _values.Add((modality.Name, place), values);
        }

        return values;
    }

    // Samples evenly over the training part that have the modality, [N, F].
    private torch.Tensor Training(Modality modality)
    {
        if (!_training.TryGetValue(modality.Name, out torch.Tensor? values))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            int features = modality.Shape.Aggregate(1, (product, length) => product * length);
            int count = Math.Min(_train.Count, Math.Clamp(MostTrainingValues / features, 1, MostTrainingRows));
            using MultimodalDataset some = _train.Subset([.. Enumerable.Range(0, count).Select(row => (long)row * _train.Count / count)]);
            long[] present = [.. some.MissingModalities().Index().Where(row => !row.Item.Contains(modality.Name)).Select(row => (long)row.Index)];
            values = _training[modality.Name] = some.ToBatch(_model.Description.ModalityNames, present, torch.CPU).Inputs[modality.Index].reshape(present.Length, features).to_type(torch.float32).DetachFromDisposeScope();
        }

        return values;
    }

    private double InUnits(Question question, float value) => _standardiser?.InUnits(question.Modality.Name, question.Place, value) ?? value;

    /// <summary>Other values for one feature of one sample, as the model takes them.</summary>
    private sealed record Question(int Sample, Modality Modality, int Place, float Own, float[] Values);
}
