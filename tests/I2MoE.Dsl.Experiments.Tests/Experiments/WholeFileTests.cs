using System.Diagnostics;
using I2MoE.Dsl.Native;
using I2MoE.Dsl.Writing;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>What is written whole does not take the place of what is no file: a rename by root makes a file of <c>/dev/null</c> (curl#6882, bazel#31038, rmlint#763).</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public async Task A_pipe_takes_what_is_written_and_stays_a_pipe()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "mkfifo is of Linux.");
        string pipe = _folder.File("pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        Task<string> read = Task.Run(() => File.ReadAllText(pipe));
        WholeFile.Write(pipe, "a,b\n");
        Assert.Equal("a,b\n", await read);
        Assert.Equal(FileStatus.Pipe, FileStatus.Of(pipe)!.Value.Kind);
        Assert.Equal([pipe], Directory.GetFileSystemEntries(_folder.Path));
    }

    [SkippableFact]
    public void What_is_no_file_is_known()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Devices of Linux.");
        Assert.True(FileStatus.Of("/dev/null")!.Value.IsSpecial);
        Assert.False(FileStatus.Of(_folder.Write("a.csv", "a"))!.Value.IsSpecial);
        Assert.Equal(1, FileStatus.Of(_folder.File("a.csv"))!.Value.Length);
        Assert.False(FileStatus.Of(_folder.Path)!.Value.IsSpecial);
        Assert.Null(FileStatus.Of(_folder.File("nothing")));
    }

    [SkippableFact]
    public void The_file_behind_a_link_is_replaced_and_the_link_stays()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        _folder.Write("there.csv", "old");
        File.CreateSymbolicLink(_folder.File("link.csv"), "there.csv");
        WholeFile.Write(_folder.File("link.csv"), "new");
        Assert.Equal("new", File.ReadAllText(_folder.File("there.csv")));
        Assert.Equal("there.csv", new FileInfo(_folder.File("link.csv")).LinkTarget);

        File.CreateSymbolicLink(_folder.File("to nothing.csv"), Path.Combine("made", "later.csv"));
        WholeFile.Write(_folder.File("to nothing.csv"), "text");
        Assert.Equal("text", File.ReadAllText(_folder.File("made/later.csv")));
        Assert.Equal(4, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    public void Dispose() => _folder.Dispose();
}
