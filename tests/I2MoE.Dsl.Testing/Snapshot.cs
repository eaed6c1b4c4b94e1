using System.Runtime.CompilerServices;

namespace I2MoE.Dsl.Testing;

/// <summary>
/// Snapshots after Verify's conventions: <c>Class.Method.verified.cs</c> lies beside the test; a difference, or a missing snapshot,
/// fails and leaves <c>Class.Method.received.cs</c> for a diff tool. To accept, rename it, or run the tests with I2MOE_ACCEPT=1.
/// </summary>
public static class Snapshot
{
    /// <summary>Compares <paramref name="received"/> with the snapshot of the calling test.</summary>
    /// <param name="received">The text that the test made.</param>
    /// <param name="extension">The extension of the snapshot.</param>
    /// <param name="name">What tells several snapshots of one test apart.</param>
    /// <param name="sourceFile">The test's file, given by the compiler.</param>
    /// <param name="method">The test's name, given by the compiler.</param>
    public static void Verify(
        string received,
        string extension = "cs",
        string? name = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "")
    {
        string test = $"{Path.GetFileNameWithoutExtension(sourceFile)}.{method}{(name is null ? "" : "." + name)}";
        string folder = Path.Combine(Path.GetDirectoryName(sourceFile)!, "Snapshots");
        VerifyFile(received, Path.Combine(folder, $"{test}.verified.{extension}"), Path.Combine(folder, $"{test}.received.{extension}"));
    }

    /// <summary>Compares <paramref name="received"/> with a file of the repository that is made from something else, for example a schema.</summary>
    /// <param name="received">The text as it should be.</param>
    /// <param name="path">The file, relative to the repository.</param>
    public static void VerifyDerivedFile(string received, string path)
    {
        string verified = Path.Combine(RepositoryFiles.Root, path);
        VerifyFile(received, verified, Path.ChangeExtension(verified, ".received" + Path.GetExtension(verified)));
    }

    private static void VerifyFile(string received, string verifiedFile, string receivedFile)
    {
        received = received.ReplaceLineEndings("\n");
        string? verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile).ReplaceLineEndings("\n") : null;
        if (received == verified)
        {
            File.Delete(receivedFile);
            return;
        }

        bool accept = Environment.GetEnvironmentVariable("I2MOE_ACCEPT") == "1";
        string target = accept ? verifiedFile : receivedFile;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, received);
        if (!accept)
        {
            string reason = verified is null ? "does not exist" : "differs, first at line " + FirstDifference(verified, received);
            Assert.Fail($"{verifiedFile} {reason}.\nReceived: {receivedFile}\nTo accept it, rename it or run the tests with I2MOE_ACCEPT=1.");
        }
    }

    private static string FirstDifference(string verified, string received)
    {
        string[] left = verified.Split('\n');
        string[] right = received.Split('\n');
        int line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(i => LineAt(left, i) != LineAt(right, i));
        return $"{line + 1}:\n  verified: {LineAt(left, line) ?? "(end)"}\n  received: {LineAt(right, line) ?? "(end)"}";
    }

    private static string? LineAt(string[] lines, int index) => index < lines.Length ? lines[index] : null;
}
