using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about where a run is shown (I2MOE750).</summary>
public static class TrackingRules
{
    /// <summary>The server of MLflow has an address.</summary>
    public static Rule MlflowHasAddress { get; } = new(
        "I2MOE750",
        "The address of the MLflow server is none",
        RuleSeverity.Error,
        "‹TrackMlflow› is '{0}', which {1}. Allowed: an address that begins with http:// or https://, for example http://localhost:5000.",
        Find);

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [MlflowHasAddress];

    private static IEnumerable<(SpecificationPath Path, string[] Arguments)> Find(ModelSpecification specification) =>
        specification.Training.Get((Option)TrackOptions.Mlflow) is string { Length: > 0 } address && Problem(address) is { } problem
            ? [(new SpecificationPath(Section.Training, Option: TrackOptions.Mlflow.Name), [address, problem])]
            : [];

    private static string? Problem(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out Uri uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0 ? "is no address of a server"
        : uri.UserInfo.Length > 0 ? "has a password, which would stand in the files of every run; give MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD in the environment instead"
        : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "has more than the address of a server"
        : null;
}
