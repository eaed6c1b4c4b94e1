using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace I2MoE.Dsl.Testing.Architecture;

/// <summary>Which namespaces of some assemblies use which others, read from their IL: base types, signatures, fields, attributes and method bodies.</summary>
public sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _arrows = new(StringComparer.Ordinal);

    private NamespaceGraph()
    {
    }

    /// <summary>For each namespace those that it uses, each with one use: <c>Type -> Type</c>.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, string>> Arrows => _arrows;

    /// <summary>Reads assemblies.</summary>
    /// <param name="files">Their paths.</param>
    /// <param name="root">Namespaces outside this one are not looked at.</param>
    /// <param name="node">The node that a namespace of an assembly belongs to, for example the namespace itself.</param>
    public static NamespaceGraph Read(IEnumerable<string> files, string root, Func<string, string, string> node)
    {
        var graph = new NamespaceGraph();
        string[] paths = [.. files];
        Dictionary<string, string> homes = Homes(paths);
        foreach (string path in paths)
        {
            string assembly = Path.GetFileNameWithoutExtension(path);
            using var file = new PEReader(File.OpenRead(path));
            var uses = new TypeUses(file);
            foreach ((TypeName user, TypeName used) in uses.All())
            {
                if (IsUnder(user.Namespace, root) && IsUnder(used.Namespace, root) && homes.GetValueOrDefault(used.ToString()) is { } home)
                {
                    graph.Add(node(assembly, user.Namespace), node(home, used.Namespace), $"{user.Name} -> {used.Name}");
                }
            }
        }

        return graph;
    }

    /// <summary>The nodes, where they stand in a circle, each circle once.</summary>
    public IReadOnlyList<string> Cycles()
    {
        Dictionary<string, HashSet<string>> reached = _arrows.Keys.ToDictionary(from => from, Reach);
        IEnumerable<string[]> circles = _arrows.Keys
            .Where(from => reached[from].Contains(from))
            .GroupBy(from => string.Join(", ", reached[from].Where(to => reached.GetValueOrDefault(to)?.Contains(from) == true).Order(StringComparer.Ordinal)))
            .Select(circle => circle.ToArray());
        return [.. circles.Select(circle => string.Join("; ", circle.SelectMany(from => _arrows[from].Where(to => circle.Contains(to.Key)).Select(to => $"{from} -> {to.Key} ({to.Value})"))))];
    }

    /// <summary>The arrows that point from a node to one that stands after it in a plan, or to one that the plan lacks.</summary>
    /// <param name="plan">The nodes in an order in which each uses only those before it.</param>
    public IReadOnlyList<string> Against(IReadOnlyList<string> plan)
    {
        Dictionary<string, int> places = plan.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return
        [
            .. from pair in _arrows
               from to in pair.Value
               where !places.TryGetValue(pair.Key, out int user) || !places.TryGetValue(to.Key, out int used) || used > user
               select $"{pair.Key} -> {to.Key} ({to.Value})",
        ];
    }

    /// <summary>A line for each node, with the nodes that it uses.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _arrows.Select(pair => $"{pair.Key} -> {string.Join(", ", pair.Value.Keys)}"));

    private static bool IsUnder(string space, string root) => space == root || space.StartsWith(root + ".", StringComparison.Ordinal);

    // The assembly of each type: two of them may share a namespace.
    private static Dictionary<string, string> Homes(IEnumerable<string> files)
    {
        Dictionary<string, string> homes = [];
        foreach (string path in files)
        {
            using var file = new PEReader(File.OpenRead(path));
            MetadataReader reader = file.GetMetadataReader();
            foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
            {
                homes.TryAdd(TypeName.Of(reader, handle).ToString(), Path.GetFileNameWithoutExtension(path));
            }
        }

        return homes;
    }

    private void Add(string from, string to, string use)
    {
        if (!_arrows.TryGetValue(from, out SortedDictionary<string, string>? targets))
        {
            _arrows.Add(from, targets = new(StringComparer.Ordinal));
        }

        if (from != to)
        {
            targets.TryAdd(to, use);
        }
    }

    private HashSet<string> Reach(string from)
    {
        HashSet<string> reached = [];
        Queue<string> open = new([from]);
        while (open.TryDequeue(out string? next))
        {
            foreach (string to in _arrows.GetValueOrDefault(next)?.Keys ?? Enumerable.Empty<string>())
            {
                if (reached.Add(to))
                {
                    open.Enqueue(to);
                }
            }
        }

        return reached;
    }
}
