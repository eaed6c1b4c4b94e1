namespace I2MoE.Dsl.Data;

/// <summary>
/// Which columns of a table make up the label and each modality. What is predicted is said by one of <see cref="Label"/> (a class),
/// <see cref="Labels"/> (several labels) and <see cref="Target"/> (a number; with <see cref="Event"/> the time to an event).
/// </summary>
public record TableLayout
{
    /// <summary>The column with the class of every sample: names of classes, truth values, or whole numbers from 0. Gives int64 labels [N].</summary>
    public string? Label { get; init; }

    /// <summary>
    /// The columns of a multi-label task, one a label: names, or patterns as in <see cref="Modalities"/>. A cell is 1 or true where the sample has the
    /// label, otherwise 0 or false. Gives float32 labels [N, L], named after their columns.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The column with the number to predict. Gives float32 targets [N]; with <see cref="Event"/> it is a time.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// The column that says whether an event happened at the time of <see cref="Target"/> (1 or true), or is only known to be later (0 or false). Gives float32 labels [N, 2],
    /// the times and the events.
    /// </summary>
    public string? Event { get; init; }

    /// <summary>
    /// The name of each class of <see cref="Label"/>, in the order of the classes, as it stands in the column. Numbers are compared as numbers (2 is 2.0);
    /// 0 to the number of classes less one will do for the names where no name is a number, and false and true for 0 and 1 where there are two classes.
    /// Null (default): if the labels are text, the names that occur, in alphabetical (ordinal) order; if they are truth values, False and True; if they are
    /// whole numbers from 0, the classes have no names.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// The columns of each modality in order: names, or patterns in which one <c>*</c> stands for any text, for example <c>mean *</c>.
    /// The features of a pattern are in the order of the file. What is predicted never belongs to a pattern.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Modalities { get; init; }

    /// <summary>The columns of words of each modality, whose features follow those of its columns of numbers, if it has any. Default: none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<TableCategory>> Categories { get; init; } = new Dictionary<string, IReadOnlyList<TableCategory>>();

    /// <summary>The modalities that are images: for each the column that names the files. Default: none.</summary>
    public IReadOnlyDictionary<string, TableImages> Images { get; init; } = new Dictionary<string, TableImages>();

    /// <summary>The modalities that are text: for each the column, and what makes token ids of it.</summary>
    internal IReadOnlyDictionary<string, TableText> Texts { get; init; } = new Dictionary<string, TableText>();

    /// <summary>
    /// What stands for a missing value besides the empty cell, NaN, NA, N/A, n/a, #N/A, None, null, NULL, &lt;NA&gt;, ?, - and the dot alone. A number means
    /// every way to write it: -9 is -9.0. Default: nothing. In the column of the label it is a class where <see cref="ClassNames"/> has it.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What the model expects that the data are read for; null where it is not known.</summary>
    internal ExpectedLabels? Expected { get; init; }

    /// <summary>Whether a file without what is predicted is read all the same, as data to predict for; its labels are then without meaning.</summary>
    internal bool LabelsAreOptional { get; init; }

    /// <summary>The modalities of which the file may have no column at all: they are not read then, if there are others.</summary>
    internal IReadOnlyCollection<string> MayLack { get; init; } = [];

    /// <summary>The names of all modalities.</summary>
    internal IEnumerable<string> AllModalities => Modalities.Keys.Concat(Categories.Keys).Concat(Images.Keys).Concat(Texts.Keys).Distinct();

    /// <summary>Where the values lie that are read.</summary>
    internal TensorStorage Storage { get; init; } = TensorStorage.Memory;

    /// <summary>What the table is read for.</summary>
    internal SourceRole Role { get; init; }

    /// <summary>The columns that say something of the samples and are no features, such as the lengths of sequences and the parts of the split: no pattern takes them, only their own names.</summary>
    internal IReadOnlyList<string> Apart { get; init; } = [];

    /// <summary>The column of the ids, which no pattern takes; null where there is none.</summary>
    internal string? Id { get; init; }

    /// <summary>The columns of a modality, names and patterns.</summary>
    internal IEnumerable<string> ColumnsOf(string modality) =>
    [
        .. Modalities.GetValueOrDefault(modality, []),
        .. Categories.GetValueOrDefault(modality, []).Select(category => category.Column),
        .. Images.TryGetValue(modality, out TableImages? images) ? [images.Column] : (string[])[],
        .. Texts.TryGetValue(modality, out TableText? text) ? [text.Column] : (string[])[],
    ];

    /// <summary>Refuses a layout that does not predict exactly one thing.</summary>
    /// <param name="path">The file that it is for.</param>
    /// <exception cref="DatasetException">It predicts nothing or several things, or names classes where there are none.</exception>
    internal void Check(string path)
    {
        string[] given =
        [
            .. Label is null ? (string[])[] : [nameof(Label)],
            .. Labels is null ? (string[])[] : [nameof(Labels)],
            .. Target is null ? (string[])[] : [nameof(Target)],
        ];
        if (Role == SourceRole.Other && given.Length > 0)
        {
            throw new DatasetException($"the layout has {given[0]}, but this source is joined to another, which has what is predicted.", path);
        }

        if (given.Length != 1 && Role != SourceRole.Other)
        {
            string found = given.Length == 0 ? "nothing to predict" : string.Join(" and ", given);
            throw new DatasetException($"the layout has {found}; expected one of Label (a class), Labels (several labels) and Target (a number).", path);
        }

        if (Event is not null && Target is null)
        {
            throw new DatasetException($"the layout has Event, which says whether an event happened at the time of a Target, but predicts {given.FirstOrDefault() ?? "nothing"}. Give Target, the column of the time, or no Event.", path);
        }

        foreach (TableImages images in Images.Values)
        {
            images.Size.Check(path);
        }

        if (ClassNames is not null && Label is null)
        {
            throw new DatasetException($"the layout has ClassNames, which name the classes of a Label, but predicts {given.FirstOrDefault() ?? "nothing"}. Labels are named after their columns, and a target has no names.", path);
        }
    }
}
