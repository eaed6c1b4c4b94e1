using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>Which sample of each source belongs to which sample of the joined data, whose order is that of the first source.</summary>
internal sealed class JoinPlan
{
    private JoinPlan(SampleIds first, IReadOnlyList<int> counts, long[] rows, IReadOnlyList<long[]> others, IReadOnlyList<string> notes)
    {
        Counts = counts;
        First = rows;
        Others = others;
        Names = [.. rows.Select(row => first.Values[(int)row].Text)];
        Notes = notes;
    }

    /// <summary>The number of samples of each source.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>The number of samples of the first source.</summary>
    public int SourceCount => Counts[0];

    /// <summary>The samples of the first source that remain, in ascending order.</summary>
    public long[] First { get; }

    /// <summary>For each other source its row for every sample that remains; -1 where it has none.</summary>
    public IReadOnlyList<long[]> Others { get; }

    /// <summary>The ids of the samples that remain.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What has no partner, each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Reads the ids of several sources, and finds partners.</summary>
    /// <param name="sources">The first source and the others.</param>
    /// <param name="join">Which samples remain.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">Ids are missing or not distinct, or a source has no sample of the first.</exception>
    public static async Task<JoinPlan> ReadAsync(IReadOnlyList<SampleSource> sources, SampleJoin join, CancellationToken cancellationToken)
    {
        List<SampleIds> ids = [];
        foreach (SampleSource source in sources)
        {
            ids.Add(new SampleIds(await source.ReadIdsAsync(cancellationToken).ConfigureAwait(false), source.Path));
        }

        return Of(ids[0], [.. ids.Skip(1)], join);
    }

    /// <summary>Finds partners.</summary>
    /// <param name="first">The ids of the first source.</param>
    /// <param name="others">Those of the others.</param>
    /// <param name="join">Which samples remain.</param>
    /// <exception cref="DatasetException">A source has no sample of the first, or no sample remains.</exception>
    public static JoinPlan Of(SampleIds first, IReadOnlyList<SampleIds> others, SampleJoin join)
    {
        long[][] partners = [.. others.Select(other => (long[])[.. first.Values.Select(other.RowOf)])];
        List<string> notes = [];
        for (int i = 0; i < others.Count; i++)
        {
            RequirePartners(first, others[i], partners[i]);
            notes.AddRange(NotesOf(first, others[i], partners[i], join));
        }

        long[] rows = [.. Enumerable.Range(0, first.Values.Count).Where(row => join == SampleJoin.Left || partners.All(rows => rows[row] >= 0)).Select(row => (long)row)];
        return rows.Length > 0
            ? new JoinPlan(first, [first.Values.Count, .. others.Select(other => other.Values.Count)], rows, [.. partners.Select(other => (long[])[.. rows.Select(row => other[row])])], notes)
            : throw new DatasetException($"no sample is in all {others.Count + 1} sources, although each has some of it: {string.Join(" ", notes)} With join: left every sample of this source remains.", first.Path);
    }

    private static void RequirePartners(SampleIds first, SampleIds other, long[] rows)
    {
        if (rows.Any(row => row >= 0))
        {
            return;
        }

        string hint = first.Kind != other.Kind
            ? $" There the ids are {first.Kind}, here {other.Kind}; write them alike in both."
            : Similar(first.Values, other.Values) is { } similar ? $" {similar}; ids that are texts are compared letter by letter." : " Check that both are the ids of the samples.";
        throw new DatasetException(
            FormattableString.Invariant($"none of the {other.Values.Count} ids here is one of the {first.Values.Count} of {first.Name}: there {SampleIds.List(first.Values)}; here {SampleIds.List(other.Values)}.{hint}"), other.Path);
    }

    private static string? Similar(IEnumerable<LabelValue> first, IReadOnlyList<LabelValue> other)
    {
        foreach (LabelValue id in first.Take(100))
        {
            if (other.Where(value => LabelValue.AreSimilar(value.Text, id.Text)).Select(value => value.Text).FirstOrDefault() is { } found)
            {
                return $"'{ShownText.Of(id.Text)}' and '{ShownText.Of(found)}' differ in case, in blanks or in signs that nobody sees";
            }
        }

        return null;
    }

    private static IEnumerable<string> NotesOf(SampleIds first, SampleIds other, long[] rows, SampleJoin join)
    {
        LabelValue[] lacking = [.. Enumerable.Range(0, rows.Length).Where(row => rows[row] < 0).Select(row => first.Values[row])];
        LabelValue[] unused = [.. other.Values.Where(id => first.RowOf(id) < 0)];
        if (lacking.Length > 0)
        {
            string so = join == SampleJoin.Inner ? "they are left out (join: left keeps them)" : "its modality is missing there";
            string alike = Similar(lacking.Take(10), [.. unused.Take(20_000)]) is { } similar ? $" {similar}, and are two ids." : "";
            yield return FormattableString.Invariant($"{other.Name} lacks {lacking.Length} of the {rows.Length} samples of {first.Name} ({SampleIds.List(lacking)}); {so}.{alike}");
        }

        if (unused.Length > 0)
        {
            yield return FormattableString.Invariant($"{other.Name} has {SampleIds.Number(unused.Length, "sample")} that {first.Name} lacks ({SampleIds.List(unused)}), and which {(unused.Length == 1 ? "is" : "are")} not used.");
        }
    }
}
