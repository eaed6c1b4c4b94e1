using I2MoE.Dsl.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>The texts of a modality, over all samples as they were read.</summary>
/// <param name="Name">The name of the modality.</param>
/// <param name="Known">The number of tokens that have an id.</param>
/// <param name="Examples">The first of them that are words.</param>
/// <param name="MeanLength">The mean number of tokens of the samples that have the modality.</param>
/// <param name="FullShare">The share of these samples that fill their length, so that text may have been cut off.</param>
/// <param name="UnknownInTraining">The share of the tokens of the training part that are unknown.</param>
/// <param name="UnknownInTest">The same of the test part.</param>
internal sealed record TextSummary(
    string Name, int Known, IReadOnlyList<string> Examples, double MeanLength, double FullShare, double UnknownInTraining, double UnknownInTest)
{
    private const int ShownExamples = 5;

    private static readonly string[] s_unknown = [WordTokenizer.Unknown, "[UNK]", "<unk>"];

    /// <summary>Goes through a modality once.</summary>
    public static TextSummary Of(MultimodalDataset data, string modality, ExperimentSplits splits)
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyList<string> tokens = data.Tokens[modality];
        Tensor ids = data[modality];
        long[] lengths = Counts(ids, tokens, token => !TextTokenizer.IsPadding(token));
        long[] unknown = Counts(ids, tokens, s_unknown.Contains);
        bool[] missing = data.Origin.MissingOf(data, modality);
        int[] present = [.. Enumerable.Range(0, data.Count).Where(sample => !missing[sample])];
        return new TextSummary(
            modality,
            tokens.Count(token => !TextTokenizer.IsPadding(token) && !s_unknown.Contains(token)),
            [.. tokens.Where(token => token.Length > 1 && char.IsLetter(token[0])).Take(ShownExamples)],
            present.Length == 0 ? 0 : present.Average(sample => (double)lengths[sample]),
            present.Length == 0 ? 0 : present.Count(sample => lengths[sample] == ids.shape[1]) / (double)present.Length,
            Share(splits.Train),
            Share(splits.Test));

        double Share(long[] rows) => rows.Where(row => !missing[row]).Sum(row => (double)unknown[row]) / Math.Max(1, rows.Where(row => !missing[row]).Sum(row => (double)lengths[row]));
    }

    // Of every sample.
    private static long[] Counts(Tensor ids, IReadOnlyList<string> tokens, Func<string, bool> counts) =>
        tensor((long[])[.. tokens.Select(token => counts(token) ? 1L : 0L)]).index_select(0, ids.flatten()).view(ids.shape).sum(dim: 1L).data<long>().ToArray();
}
