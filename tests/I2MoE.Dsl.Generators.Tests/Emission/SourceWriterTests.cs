using I2MoE.Dsl.Generators.Emission;

namespace I2MoE.Dsl.Generators.Tests.Emission;

public sealed class SourceWriterTests
{
    [Fact]
    public void Blocks_indent_texts_of_several_lines()
    {
        var writer = new SourceWriter();
        using (writer.Block("class A", end: ";"))
        {
            writer.WriteLine("first\r\n\nsecond");
        }

        Assert.Equal("class A\n{\n    first\n\n    second\n};\n", writer.ToString());
    }

    [Fact]
    public void A_long_list_is_written_in_lines()
    {
        var writer = new SourceWriter();
        writer.WriteList("a = ", ["1", "2"], ";");
        writer.WriteList("b = ", [new string('x', 100), new string('y', 100)], ";");

        Assert.Equal($"a = [1, 2];\nb =\n[\n    {new string('x', 100)},\n    {new string('y', 100)},\n];\n", writer.ToString());
    }

    [Fact]
    public void An_open_block_is_an_error()
    {
        var writer = new SourceWriter();
        writer.Block("class A");

        Assert.Throws<InvalidOperationException>(writer.ToString);
    }
}
