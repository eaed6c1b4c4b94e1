namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>A wrong experiment and what is to be reported: one problem, at one place.</summary>
public sealed record WrongFile(string What, string Text, string Id, int Line, int Column)
{
    public override string ToString() => $"{Id} {What}";
}
