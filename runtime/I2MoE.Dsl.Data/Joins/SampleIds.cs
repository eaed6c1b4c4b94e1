using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Data;

/// <summary>The ids of a source's samples, compared as labels are: numbers as numbers (2 is 2.0), texts letter by letter.</summary>
internal sealed class SampleIds
{
    private const int Shown = 3;

    private readonly Dictionary<LabelValue, long> _rows = [];

    /// <summary>Takes the ids of a source.</summary>
    /// <param name="texts">The id of each sample, in order.</param>
    /// <param name="path">The source, for messages.</param>
    /// <exception cref="DatasetException">An id is missing, or two samples have the same.</exception>
    public SampleIds(IReadOnlyList<string> texts, string path)
    {
        Path = path;
        Values = [.. texts.Select(LabelValue.Parse)];
        int[] empty = [.. Enumerable.Range(0, texts.Count).Where(row => texts[row].Trim().Length == 0)];
        if (empty.Length > 0)
        {
            throw new DatasetException(FormattableString.Invariant($"{Number(empty.Length, "sample")} of {texts.Count} have no id (the first is sample {empty[0] + 1}); samples without one cannot be joined. Give them ids, or take them out."), path);
        }

        Dictionary<LabelValue, int> repeated = [];
        for (int row = 0; row < Values.Count; row++)
        {
            if (!_rows.TryAdd(Values[row], row))
            {
                repeated[Values[row]] = repeated.GetValueOrDefault(Values[row], 1) + 1;
            }
        }

        if (repeated.Count > 0)
        {
            (LabelValue first, int times) = repeated.First();
            string others = repeated.Count > 1 ? $"; {Number(repeated.Count, "id")} occur more than once: {List(repeated.Keys)}" : "";
            throw new DatasetException(FormattableString.Invariant($"the id {Show(first)} occurs {times} times (first as sample {_rows[first] + 1}){others}. Samples are joined one to one; keep one sample of each id."), path);
        }
    }

    /// <summary>The source.</summary>
    public string Path { get; }

    /// <summary>The ids, in the order of the samples.</summary>
    public IReadOnlyList<LabelValue> Values { get; }

    /// <summary>The name of the source in a sentence.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>What the ids are.</summary>
    public string Kind => Values.All(value => value.Number is not null) ? "numbers" : Values.All(value => value.Number is null) ? "texts" : "numbers and texts";

    /// <summary>The row of an id; -1 where no sample has it.</summary>
    public long RowOf(LabelValue id) => _rows.GetValueOrDefault(id, -1);

    /// <summary>Some ids, for messages.</summary>
    public static string List(IEnumerable<LabelValue> ids)
    {
        string[] first = [.. ids.Take(Shown + 1).Select(Show)];
        return string.Join(", ", first.Take(Shown)) + (first.Length > Shown ? ", …" : "");
    }

    /// <summary>A count with its noun.</summary>
    public static string Number(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Show(LabelValue id) => id.Number is null ? $"'{ShownText.Of(id.Text)}'" : id.Text;
}
