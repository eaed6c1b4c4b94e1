namespace I2MoE.Dsl.Specification;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    /// <summary>A question for the end of an error message, or nothing where no name is near.</summary>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="candidates">The names that exist.</param>
    public static string Suggest(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } nearest ? $" Did you mean '{ShownText.Of(nearest)}'?" : "";

    /// <summary>As <see cref="Suggest"/>, of names that a file has: one that looks like the name and is written with other signs comes first, since nobody sees how they differ.</summary>
    /// <param name="name">The name that the file does not have.</param>
    /// <param name="candidates">The names that it has.</param>
    public static string SuggestOfFile(string name, IReadOnlyCollection<string> candidates) =>
        candidates.FirstOrDefault(candidate => LabelValue.LookAlike(name, candidate)) is { } alike
            ? $" '{ShownText.Of(alike)}' looks the same, and is written otherwise: with another blank, a sign that nobody sees, or letters and accents put together in another way (Unicode NFC and NFD). Copy the name from the file."
            : Suggest(name, candidates);

    /// <summary>The candidate that was probably meant; null where none is near.</summary>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="candidates">The names that exist.</param>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        // Up to a third of the letters may be wrong, and one of two; more is a different name.
        int best = (name.Length == 2 ? 1 : name.Length / 3) + 1;
        string? nearest = null;
        foreach (string candidate in candidates)
        {
            int distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Names in quotes, cut off where there are too many to read.</summary>
    /// <param name="names">The names.</param>
    public static string List(IReadOnlyCollection<string> names) => List(names, ShownText.Of);

    /// <summary>Names in quotes, cut off where there are too many to read.</summary>
    /// <param name="names">The names.</param>
    /// <param name="write">How a name is written.</param>
    internal static string List(IReadOnlyCollection<string> names, Func<string, string> write)
    {
        const int Shown = 12;
        string listed = string.Join(", ", names.Take(Shown).Select(name => $"'{write(name)}'"));
        return names.Count > Shown ? $"{listed} and {names.Count - Shown} more" : listed;
    }

    // The number of letters to insert, delete or replace, or of neighbours to exchange (Levenshtein's, with transpositions).
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1];
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}
