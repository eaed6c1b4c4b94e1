namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Where the tokens of the passes of a step lie. Passes share most of their tokens: pass j differs from the full one in one modality. Before
/// the first block a distinct run of tokens is therefore kept once, as a group, and each pass refers to one group a modality.
/// </summary>
internal sealed class TokenLayout
{
    private readonly List<(int Pass, int Part)>[] _users;

    private TokenLayout(int passes, int parts, int partTokens, int samples, int[] groupOf)
    {
        Passes = passes;
        Parts = parts;
        PartTokens = partTokens;
        Samples = samples;
        GroupOf = groupOf;
        Groups = groupOf.Max() + 1;
        _users = [.. Enumerable.Range(0, Groups).Select(_ => new List<(int, int)>())];
        for (int i = 0; i < groupOf.Length; i++)
        {
            _users[groupOf[i]].Add((i / parts, i % parts));
        }
    }

    /// <summary>The number of passes.</summary>
    public int Passes { get; }

    /// <summary>The number of parts that the tokens of a sample in a pass are made of: the modalities.</summary>
    public int Parts { get; }

    /// <summary>The number of tokens of a part.</summary>
    public int PartTokens { get; }

    /// <summary>The number of samples of a pass.</summary>
    public int Samples { get; }

    /// <summary>The number of groups of tokens that are kept.</summary>
    public int Groups { get; }

    /// <summary>The group of every part of every pass.</summary>
    public int[] GroupOf { get; }

    /// <summary>The tokens S of a sample in a pass.</summary>
    public int Tokens => Parts * PartTokens;

    /// <summary>The rows that are kept.</summary>
    public int KeptRows => Groups * Samples * PartTokens;

    /// <summary>The rows of all passes.</summary>
    public int Rows => Passes * Samples * Tokens;

    /// <summary>Samples whose tokens are all their own: [samples, tokens, D].</summary>
    public static TokenLayout Plain(int samples, int tokens) => new(1, 1, tokens, samples, [0]);

    /// <summary>Tokens kept once for each group: [groups, samples, partTokens, D].</summary>
    /// <param name="samples">The number of samples of a pass.</param>
    /// <param name="partTokens">The number of tokens of a modality.</param>
    /// <param name="groupOf">By pass, the group of each modality.</param>
    public static TokenLayout Shared(int samples, int partTokens, int[][] groupOf) =>
        new(groupOf.Length, groupOf[0].Length, partTokens, samples, [.. groupOf.SelectMany(groups => groups)]);

    /// <summary>The kept row of the first token of a part.</summary>
    public long KeptRow(int group, int sample) => (((long)group * Samples) + sample) * PartTokens;

    /// <summary>The passes and parts that refer to a group.</summary>
    public List<(int Pass, int Part)> Users(int group) => _users[group];

    /// <summary>The row among those of all passes of the first token of a part.</summary>
    public long PassRow(int pass, int sample, int part) => (((((long)pass * Samples) + sample) * Parts) + part) * PartTokens;

    /// <summary>The kept row that a row of the passes refers to.</summary>
    public long KeptRowOf(long passRow)
    {
        long token = passRow % PartTokens;
        long part = passRow / PartTokens % Parts;
        long sample = passRow / Tokens;
        return KeptRow(GroupOf[(sample / Samples * Parts) + part], (int)(sample % Samples)) + token;
    }
}
