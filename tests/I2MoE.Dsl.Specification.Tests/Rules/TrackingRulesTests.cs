using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Rules;

public sealed class TrackingRulesTests
{
    private const string Allowed = "Allowed: an address that begins with http:// or https://, for example http://localhost:5000.";

    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(
            TrackingRules.MlflowHasAddress,
            "a server without http",
            Declared.Trained((TrackOptions.Mlflow, "localhost:5000")),
            new SpecificationPath(Section.Training, Option: "TrackMlflow"),
            $"TrackMlflow is 'localhost:5000', which is no address of a server. {Allowed}"),
        RuleCase.Flags(
            TrackingRules.MlflowHasAddress,
            "a folder",
            Declared.Trained((TrackOptions.Mlflow, "/srv/mlruns")),
            new SpecificationPath(Section.Training, Option: "TrackMlflow"),
            $"TrackMlflow is '/srv/mlruns', which is no address of a server. {Allowed}"),
        RuleCase.Flags(
            TrackingRules.MlflowHasAddress,
            "a password",
            Declared.Trained((TrackOptions.Mlflow, "https://me:secret@example.org")),
            new SpecificationPath(Section.Training, Option: "TrackMlflow"),
            $"TrackMlflow is 'https://me:secret@example.org', which has a password, which would stand in the files of every run; give MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD in the environment instead. {Allowed}"),
        RuleCase.Allows(TrackingRules.MlflowHasAddress, "a server", Declared.Trained((TrackOptions.Mlflow, "http://localhost:5000"))),
        RuleCase.Allows(TrackingRules.MlflowHasAddress, "a server with a path", Declared.Trained((TrackOptions.Mlflow, "https://example.org/mlflow/"))),
        RuleCase.Allows(TrackingRules.MlflowHasAddress, "none", Declared.Trained((TrackOptions.Tensorboard, true))),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();
}
