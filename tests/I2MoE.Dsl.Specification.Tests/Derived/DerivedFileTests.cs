using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>The files derived from the option catalogue are current, and none is left of what the catalogue no longer has.</summary>
public sealed class DerivedFileTests
{
    private const string Attributes = "runtime/I2MoE.Dsl.Core/Description/Attributes";
    private const string Options = "runtime/I2MoE.Dsl.Core/Description/Options";

    private static IEnumerable<ComponentDefinition> ComponentsWithRecord =>
        OptionCatalogue.All.Where(definition => definition.Options.Count > 0 && definition.Section != Section.Modality);

    public static TheoryData<string> AttributeNames => [.. OptionCatalogue.All.Select(definition => definition.AttributeName)];

    public static TheoryData<string> RecordNames => [.. ComponentsWithRecord.Select(definition => definition.AttributeName)];

    [Theory]
    [MemberData(nameof(AttributeNames))]
    public void Attribute_is_current(string name) =>
        Snapshot.VerifyDerivedFile(OptionClassWriter.WriteAttribute(OptionCatalogue.FindByAttribute(name)!), $"{Attributes}/{name}Attribute.cs");

    [Theory]
    [MemberData(nameof(RecordNames))]
    public void Option_record_is_current(string name) =>
        Snapshot.VerifyDerivedFile(OptionClassWriter.WriteRecord(OptionCatalogue.FindByAttribute(name)!), $"{Options}/{name}Options.cs");

    [Fact]
    public void What_a_run_may_change_is_current() =>
        Snapshot.VerifyDerivedFile(TrainerOptionsWriter.WriteOverrides(), "runtime/I2MoE.Dsl.Core/Training/TrainerOptions.Declared.cs");

    [Fact]
    public void Values_of_training_options_are_current() =>
        Snapshot.VerifyDerivedFile(TrainerOptionsWriter.WriteValues(), "runtime/I2MoE.Dsl.Core/Training/TrainingOptionValues.cs");

    [Fact]
    public void Option_tables_are_current() => Snapshot.VerifyDerivedFile(OptionTablesWriter.Write(), "docs/options.md");

    [Fact]
    public void No_attribute_is_left_of_a_component_that_is_gone() =>
        Assert.Equal(
            OptionCatalogue.All.Select(definition => definition.AttributeName + "Attribute.cs").Append("I2MoEModelAttribute.cs").Order(),
            FilesIn(Attributes));

    [Fact]
    public void No_option_record_is_left_of_a_component_that_is_gone() =>
        Assert.Equal(ComponentsWithRecord.Select(definition => definition.AttributeName + "Options.cs").Order(), FilesIn(Options));

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.GetFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs").Select(file => Path.GetFileName(file)).Where(file => !file.EndsWith(".received.cs", StringComparison.Ordinal)).Order();
}
