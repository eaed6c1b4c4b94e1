using System.Text.RegularExpressions;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>
/// How the messages of rules speak of code, which is C# for one front end and YAML for the other. In a message as a rule writes it,
/// what stands between ‹ and › is code in C#, for example <c>‹HiddenDim = 64›</c>, of which the YAML follows: <c>hidden_dim: 64</c>;
/// after @ it is the name of a modality; and where the YAML does not follow, both are there: <c>‹linear ([LinearEncoder])|linear›</c>.
/// </summary>
internal static class Wording
{
    private static readonly Regex s_code = new("‹(@?)([^‹›|]*)(?:[|]([^‹›]*))?›", RegexOptions.CultureInvariant);
    private static readonly Regex s_names = new(@"typeof\(([^()]*)\)|\b[A-Z]\w*", RegexOptions.CultureInvariant);

    // Options that YAML has in a mapping within their component: schedule.warmup.
    private static readonly Dictionary<string, string> s_grouped = OptionCatalogue.All.Concat(OptionCatalogue.Sweep)
        .SelectMany(definition => definition.Options)
        .Where(option => option.Group is not null)
        .ToDictionary(option => option.Name, option => option.YamlName);

    /// <summary>The name of a modality.</summary>
    public static string Modality(string name) => $"‹@{name.Replace('‹', '<').Replace('›', '>').Replace('|', '/')}›";

    /// <summary>Names of modalities in quotes.</summary>
    public static string Modalities(IReadOnlyCollection<string> names) => NearestName.List(names, Modality);

    /// <summary>The question at the end of a message for the modality that was probably meant, or nothing.</summary>
    public static string DidYouMean(string name, IEnumerable<string> names) =>
        NearestName.Find(name, names) is { } nearest ? $" Did you mean '{Modality(nearest)}'?" : "";

    /// <summary>A message for who writes attributes.</summary>
    public static string InCSharp(string message) => s_code.Replace(message, match => match.Groups[2].Value);

    /// <summary>A message for who writes YAML.</summary>
    /// <param name="message">The message as a rule writes it.</param>
    /// <param name="keyOf">The key of a modality.</param>
    public static string InYaml(string message, Func<string, string> keyOf) => s_code.Replace(message, match =>
        match.Groups[1].Length > 0 ? keyOf(match.Groups[2].Value)
        : match.Groups[3].Success ? match.Groups[3].Value
        : s_names.Replace(match.Groups[2].Value, name => name.Groups[1].Success ? name.Groups[1].Value : name.Value is "NaN" ? ".nan" : name.Value is "Infinity" ? ".inf" : s_grouped.TryGetValue(name.Value, out string key) ? key : Option.ToSnakeCase(name.Value)).Replace(" = ", ": "));
}
