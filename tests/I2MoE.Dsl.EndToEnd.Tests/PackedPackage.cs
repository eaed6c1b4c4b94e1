using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>An empty folder of a user's who gets the package, which is packed once for all tests, under a version of its own.</summary>
internal sealed class PackedPackage : IDisposable
{
    private const string Torch = """<PackageReference Include="TorchSharp-cpu" Version="0.107.0" />""";

    private static readonly string s_packages =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static readonly string s_version = $"0.0.0-test.{DateTime.UtcNow.Ticks}";
    private static readonly Lazy<Task<string>> s_feed = new(PackAsync);

    private PackedPackage()
    {
    }

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("i2moe-package-").FullName;

    /// <summary>The version.</summary>
    public string Version { get; } = s_version;

    /// <summary>Where NuGet keeps the package with the generator once it is restored.</summary>
    public string Installed => Path.Combine(s_packages, "i2moe.dsl.core", Version);

    /// <summary>Makes the folder, and packs what is built if nobody has.</summary>
    public static async Task<PackedPackage> CreateAsync()
    {
        string feed = await s_feed.Value;
        var package = new PackedPackage();
        Directory.CreateSymbolicLink(Path.Combine(package.Folder, "feed"), feed);
        package.Write("nuget.config", """
            <configuration>
              <packageSources><add key="local" value="feed" /></packageSources>
            </configuration>
            """);
        return package;
    }

    /// <summary>The project of a program that uses the package.</summary>
    /// <param name="properties">Further properties.</param>
    /// <param name="framework">What it is built for.</param>
    /// <param name="hasTorch">Whether it has libtorch.</param>
    public string Project(string properties = "", string framework = "net10.0", bool hasTorch = true) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>{framework}</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="I2MoE.Dsl" Version="{Version}" />
            {(hasTorch ? Torch : "")}
          </ItemGroup>
        </Project>
        """;

    /// <summary>Writes a file of the user's.</summary>
    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static async Task<string> PackAsync()
    {
        string feed = Directory.CreateTempSubdirectory("i2moe-feed-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Clear(feed);
        string packages = Path.Combine(RepositoryFiles.Root, "runtime", "packages.slnf");
        await Cli.SucceedAsync(feed, "pack", packages, "--no-build", "-p:BuildProjectReferences=false", "-c", Cli.Configuration, $"-p:Version={s_version}", "-o", feed);
        return feed;
    }

    private static void Clear(string feed)
    {
        IEnumerable<string> installed = Directory.GetDirectories(s_packages, "i2moe.dsl*").Select(package => Path.Combine(package, s_version));
        foreach (string folder in installed.Append(feed).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
