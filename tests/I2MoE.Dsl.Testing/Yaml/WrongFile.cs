namespace I2MoE.Dsl.Testing.Yaml;

/// <summary>A wrong experiment and what is to be reported: one problem, at one place.</summary>
public sealed record WrongFile(string What, string Text, string Id, int Line, int Column)
{
    /// <summary>The name under which the file is read; one of them extends itself.</summary>
    public const string Name = "model.i2moe.yaml";

    public override string ToString() => $"{Id} {What}";
}
