using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool;

/// <summary>An experiment file on disk.</summary>
/// <param name="given">Its path, by which messages name it; the ending may be left out where there is no other file of that name.</param>
internal sealed class ExperimentFile(string given)
{
    private readonly string _path = !Exists(given) && Exists(given + YamlExperiment.Extension) ? given + YamlExperiment.Extension : given;

    /// <summary>Everything that is wrong with the file and those that it extends.</summary>
    /// <exception cref="ExperimentException">The file cannot be read.</exception>
    public IReadOnlyList<YamlProblem> Check() => Read().Check();

    /// <summary>The experiment, as a program would have compiled it.</summary>
    /// <exception cref="ExperimentException">The file cannot be read.</exception>
    /// <exception cref="InvalidExperimentException">The file is wrong.</exception>
    public ExperimentDefinition ToDefinition()
    {
        YamlReading reading = Read();
        IReadOnlyList<YamlProblem> problems = reading.Check();
        YamlProblem[] errors = [.. problems.Where(problem => problem.Rule.Severity == RuleSeverity.Error)];
        if (errors.Length > 0)
        {
            throw new InvalidExperimentException(errors);
        }

        ModelSpecification specification = reading.Specification;
        return new ExperimentDefinition
        {
            Name = specification.Declaration.Name,
            Folder = Path.GetDirectoryName(WorkingFolder.Full(_path))!,
            File = WorkingFolder.Full(_path),
            Warnings = [.. problems.Where(problem => problem.Rule.Severity == RuleSeverity.Warning)],
            Yaml = YamlExperimentWriter.Write(specification),
            CreateModel = seed => new SpecifiedModel(specification, seed),
            CreateBaseline = seed => SpecifiedModel.CreateBaseline(specification, seed),
        };
    }

    private YamlReading Read()
    {
        if (!Exists(_path))
        {
            throw new ExperimentException(Directory.Exists(WorkingFolder.Full(_path))
                ? $"{_path} is a folder; expected an experiment file (*{YamlExperiment.Extension})."
                : $"{_path} does not exist.{Suggest()}");
        }

        return YamlExperiment.Read(_path, Text(_path), Resolve);
    }

    // The path of an extended file is as that of the file that names it: full, or from the current folder.
    private static string? Resolve(string extended) => Exists(extended) ? Text(extended) : null;

    private static bool Exists(string path) => File.Exists(WorkingFolder.Full(path));

    private static string Text(string file)
    {
        try
        {
            return StrictText.ReadAll(WorkingFolder.Of(file));
        }
        catch (DatasetException e)
        {
            throw new ExperimentException(e.Message);
        }
    }

    // A name without its ending means the file all the same.
    private string Suggest()
    {
        string? folder = Path.GetDirectoryName(WorkingFolder.Full(_path));
        if (!Directory.Exists(folder))
        {
            return "";
        }

        string name = Path.GetFileName(_path);
        string[] files = [.. Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileName(file))];
        return NearestName.Suggest(name, files) is { Length: > 0 } near ? near : NearestName.Suggest(name + YamlExperiment.Extension, files);
    }
}
