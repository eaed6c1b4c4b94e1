using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>Writes schemas/i2moe.schema.json and schemas/i2moe.part.schema.json (draft-07) from the option catalogue.</summary>
internal static class SchemaWriter
{
    private const string Identifier = @"^\p{L}[\p{L}\p{Mn}\p{Mc}\p{Nd}_]*$";
    private const string ModalityKey = @"^(\p{L}|@[\p{L}_])[\p{L}\p{Mn}\p{Mc}\p{Nd}_]*$";
    private const string DottedName = @"^[\p{L}_][\p{L}\p{Mn}\p{Mc}\p{Nd}_]*(\.[\p{L}_][\p{L}\p{Mn}\p{Mc}\p{Nd}_]*)*$";

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema of an experiment.</summary>
    public static string Write()
    {
        JsonObject schema = Schema("I2MoE experiment", "An experiment of I2MoE.Dsl (*.i2moe.yaml).");
        schema["anyOf"] = new JsonArray(Complete(), new JsonObject { ["required"] = new JsonArray("name", "extends") });
        return schema.ToJsonString(s_format) + "\n";
    }

    /// <summary>The schema of a file that others extend, in which nothing is required.</summary>
    public static string WritePart() =>
        Schema("Part of an I2MoE experiment", "What experiments of I2MoE.Dsl share (*.part.i2moe.yaml).").ToJsonString(s_format) + "\n";

    private static JsonObject Schema(string title, string description) => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = title,
        ["description"] = description + " Derived from the option catalogue: change it there and run the tests with I2MOE_ACCEPT=1.",
        ["type"] = "object",
        ["properties"] = Properties(),
        ["additionalProperties"] = false,
    };

    // What a file must have that inherits nothing.
    private static JsonObject Complete()
    {
        JsonObject modality = new() { ["required"] = new JsonArray("encoder"), ["properties"] = new JsonObject { ["encoder"] = HasKind() } };
        return new JsonObject
        {
            ["required"] = new JsonArray("name", "task", "modalities", "fusion"),
            ["properties"] = new JsonObject
            {
                ["task"] = HasKind(),
                ["modalities"] = new JsonObject { ["additionalProperties"] = modality },
                ["fusion"] = HasKind(),
                ["data"] = CompleteData(),
            },
        };
    }

    // Every source but that of random data has a path.
    private static JsonObject CompleteData()
    {
        JsonArray WithoutPath() => [.. OptionCatalogue.Sources.Where(source => source.FindOption("Path") is null).Select(source => JsonValue.Create(source.Kind))];
        JsonArray sources =
        [
            new JsonObject { ["enum"] = WithoutPath() },
            new JsonObject { ["type"] = "object", ["required"] = new JsonArray("kind", "path") },
            new JsonObject { ["type"] = "object", ["required"] = new JsonArray("kind"), ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = WithoutPath() } } },
        ];
        JsonObject joined = new() { ["additionalProperties"] = new JsonObject { ["required"] = new JsonArray("kind", "path") } };
        JsonObject section = new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("source"),
            ["properties"] = new JsonObject { ["source"] = new JsonObject { ["anyOf"] = sources }, ["split"] = HasKind(), [DataReader.SourcesKey] = joined },
        };
        return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = WithoutPath() }, section) };
    }

    private static JsonObject HasKind() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string" },
            new JsonObject { ["type"] = "object", ["required"] = new JsonArray("kind") }),
    };

    private static JsonObject Properties() => new()
    {
        ["extends"] = Text("Path of another file, from the folder of this one. Its keys count where this file does not give them.", pattern: null),
        ["name"] = Text("Name of the class.", Identifier),
        ["namespace"] = Text("Namespace of the class; none means the global one.", DottedName),
        ["accessibility"] = new JsonObject { ["description"] = "Who can use the class.", ["enum"] = new JsonArray("public", "internal"), ["default"] = "public" },
        ["task"] = Kinds("What the model predicts.", OptionCatalogue.Tasks),
        ["modalities"] = Modalities(),
        ["fusion"] = Kinds("The fusion backbone of every expert.", OptionCatalogue.Fusions),
        ["experts"] = Component(ExpertsOptions.Definition),
        ["reweighting"] = Component(ReweightingOptions.Definition),
        ["missing"] = Component(MissingOptions.Definition),
        ["training"] = Component(TrainingOptions.Definition),
        ["data"] = Data(),
        [SweepReader.Key] = Sweep(),
    };

    private static JsonObject Sweep()
    {
        JsonObject section = Component(SweepOptions.Definition);
        JsonObject properties = section["properties"]!.AsObject();
        properties.Insert(0, SweepReader.SearchKey, Kinds("How trials are chosen; tpe where it is not given.", OptionCatalogue.Searches));
        properties.Insert(1, SweepReader.SpaceKey, new JsonObject
        {
            ["description"] = "What is changed: paths of the experiment, for example training.learning_rate, with the values of each.",
            ["type"] = "object",
            ["minProperties"] = 1,
            ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(Choices(), Range("log", "number"), Range("uniform", "number"), Range("linear", "number"), Range("integer", "integer"), Range("log_integer", "integer")) },
        });
        return section;
    }

    private static JsonObject Choices() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["choice"] = new JsonObject { ["description"] = "The values to choose from: numbers, words or whole components.", ["type"] = "array", ["minItems"] = 1 } },
        ["required"] = new JsonArray("choice"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Range(string scale, string type)
    {
        JsonObject properties = new()
        {
            [scale] = new JsonObject { ["description"] = "The least and the greatest value.", ["type"] = "array", ["items"] = new JsonObject { ["type"] = type }, ["minItems"] = 2, ["maxItems"] = 2 },
            ["steps"] = new JsonObject { ["description"] = "The number of values that a grid takes.", ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1000 },
        };
        if (type == "integer")
        {
            properties["step"] = new JsonObject { ["description"] = "What the numbers are apart.", ["type"] = "integer", ["minimum"] = 1 };
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray(scale), ["additionalProperties"] = false };
    }

    private static JsonObject Data()
    {
        JsonObject section = Component(DataOptions.Definition);
        JsonObject properties = section["properties"]!.AsObject();
        properties.Insert(0, "source", Kinds("Where the data come from.", OptionCatalogue.Sources));
        properties.Insert(1, DataReader.SourcesKey, Sources());
        properties.Insert(2, "modalities", DataModalities());
        properties.Insert(3, DataReader.FeatureNamesKey, FeatureNames());
        properties.Insert(4, "split", Kinds("How the samples are split into training, validation and test part.", OptionCatalogue.Splits));
        JsonObject kinds = new() { ["enum"] = new JsonArray([.. OptionCatalogue.Sources.Select(source => JsonValue.Create(source.Kind))]) };
        return new JsonObject { ["description"] = "The data; the kind of a source alone stands for that source with its defaults.", ["anyOf"] = new JsonArray(kinds, section) };
    }

    private static JsonObject Sources() => new()
    {
        ["description"] = "The modalities that have a source of their own, joined to the first by the ids of the samples.",
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = ModalityKey },
        ["additionalProperties"] = Kinds("Where the values of the modality come from.", [.. OptionCatalogue.Sources.Where(source => source.FindOption(IdentityOptions.Id.Name) is not null)]),
    };

    private static JsonObject DataModalities()
    {
        JsonObject images = new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [DataReader.ImagesKey] = Text("Column of a table that names PNG or JPEG files, from the folder of the table.", pattern: null), [DataReader.NetworkKey] = Component(NetworkOptions.Definition) },
            ["required"] = new JsonArray(DataReader.ImagesKey),
            ["additionalProperties"] = false,
        };
        JsonObject text = new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [DataReader.TextKey] = Text("Column of a table that has a text in every row.", pattern: null),
                [DataReader.TokenizerKey] = Kinds("What makes token ids of the text; words where it is not given.", OptionCatalogue.Tokenizers),
            },
            ["required"] = new JsonArray(DataReader.TextKey),
            ["additionalProperties"] = false,
        };
        JsonObject levels = new()
        {
            ["description"] = "Columns with their levels in order; an empty list means those that occur.",
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number") } },
        };
        JsonObject columns = new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [DataReader.NumbersKey] = Texts(),
                [DataReader.CategoriesKey] = new JsonObject { ["description"] = "Columns of words: one value for each level, one for every other level, and one for none.", ["anyOf"] = new JsonArray([.. Texts()["anyOf"]!.AsArray().Select(type => type!.DeepClone()), levels]) },
            },
            ["required"] = new JsonArray(DataReader.CategoriesKey),
            ["additionalProperties"] = false,
        };
        JsonObject sequence = new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [DataReader.ColumnsKey] = Texts(), [DataReader.LengthKey] = Text("Column, or array [N], that says how many steps each sample of a sequence has.", pattern: null) },
            ["required"] = new JsonArray(DataReader.ColumnsKey),
            ["additionalProperties"] = false,
        };
        return new JsonObject
        {
            ["description"] = "What of the data belongs to each modality: an array, or columns of a table, in which one * stands for any text. A modality that is left out is the array of its name.",
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = ModalityKey },
            ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray([.. Texts()["anyOf"]!.AsArray().Select(type => type!.DeepClone()), images, text, columns, sequence]) },
        };
    }

    private static JsonObject FeatureNames()
    {
        JsonObject names = new()
        {
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = ModalityKey },
            ["additionalProperties"] = Texts(),
        };
        return new JsonObject
        {
            ["description"] = "What the features of each modality of arrays are called, for reports: a text file with one name on each line, from the folder of the experiment, or a list of names. Default: none. The features of a table are called like its columns.",
            ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray(DataOptions.NoFeatureNames) }, names),
        };
    }

    private static JsonObject Texts() => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, List(new JsonObject { ["type"] = "string" })),
    };

    private static JsonObject Values() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = new JsonArray("string", "number") },
            List(new JsonObject { ["type"] = new JsonArray("string", "number") })),
    };

    private static JsonObject Modalities()
    {
        JsonObject modality = Component(ModalityOptions.Definition);
        modality["description"] = "An input modality: features or shape, and its encoder.";
        JsonObject encoder = Kinds("What turns the modality into an embedding.", OptionCatalogue.Encoders);
        foreach (JsonNode? kind in encoder["anyOf"]!.AsArray().Where(kind => kind!["properties"] is not null))
        {
            kind!["properties"]![ModalityOptions.Freeze.YamlName] = Value(ModalityOptions.Freeze);
        }

        modality["properties"]!["encoder"] = encoder;
        return new JsonObject
        {
            ["description"] = "The input modalities by their names; heart_rate becomes the property HeartRate.",
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = ModalityKey },
            ["minProperties"] = 1,
            ["maxProperties"] = ModalityRules.MaximumModalities,
            ["additionalProperties"] = modality,
        };
    }

    // The kind decides about the options, so that an editor completes those of the kind that is given.
    private static JsonObject Kinds(string description, IReadOnlyList<ComponentDefinition> definitions)
    {
        JsonArray choices = [new JsonObject { ["enum"] = new JsonArray([.. definitions.Select(definition => JsonValue.Create(definition.Kind))]) }];
        foreach (ComponentDefinition definition in definitions)
        {
            JsonObject component = Component(definition);
            component["properties"]!.AsObject().Insert(0, "kind", new JsonObject { ["enum"] = new JsonArray(definition.Kind), ["description"] = definition.Summary });
            choices.Add(component);
        }

        return new JsonObject { ["description"] = description, ["anyOf"] = choices };
    }

    private static JsonObject Component(ComponentDefinition definition)
    {
        JsonObject properties = [];
        foreach (Option option in definition.Options)
        {
            if (option.Group is null)
            {
                properties[option.YamlName] = Value(option);
            }
            else if (!properties.ContainsKey(option.Group))
            {
                properties[option.Group] = Group(option.Group, definition);
            }
        }

        return new JsonObject
        {
            ["description"] = definition.Summary,
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    // Options that stand in a mapping of their own; its kind alone stands for it.
    private static JsonObject Group(string group, ComponentDefinition definition)
    {
        JsonObject properties = [];
        foreach (Option option in definition.OptionsIn(group))
        {
            properties[option.Key] = Value(option);
        }

        JsonObject mapping = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        return definition.OptionsIn(group).FirstOrDefault(option => option.Key == "kind") is { } kind
            ? new JsonObject { ["description"] = kind.Summary, ["anyOf"] = new JsonArray(Value(kind), mapping) }
            : mapping;
    }

    private static JsonObject Value(Option option)
    {
        JsonObject value = new() { ["description"] = $"{option.Summary} Default: {OptionText.Default(option)}. Allowed: {OptionText.Allowed(option)}." };
        JsonObject type = option.Type switch
        {
            OptionType.Integer => Number("integer", option),
            OptionType.Number when option.IsDuration => new JsonObject { ["anyOf"] = new JsonArray(Number("number", option), new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9.]+ ?(s|m|min|h|d)$" }) },
            OptionType.Number => Number("number", option),
            OptionType.Flag when option.Word is { } word => new JsonObject { ["enum"] = new JsonArray(true, false, word) },
            OptionType.Flag => new JsonObject { ["type"] = "boolean" },
            OptionType.Choice => new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(option.EnumType!).Select(name => JsonValue.Create(Option.ToSnakeCase(name)))]) },
            OptionType.IntegerList => List(Number("integer", option)),
            OptionType.NumberList when option.Word is { } word => new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray(word) }, List(Number("number", option))) },
            OptionType.NumberList => List(Number("number", option)),
            OptionType.Text => new JsonObject { ["type"] = "string" },
            OptionType.TextList => Texts(),
            OptionType.ValueList => Values(),
            OptionType.NameList => List(new JsonObject { ["type"] = "string" }),
            _ => new JsonObject { ["type"] = "string", ["pattern"] = DottedName },
        };
        foreach ((string key, JsonNode? node) in type)
        {
            value[key] = node?.DeepClone();
        }

        if (Default(option) is { } given)
        {
            value["default"] = given;
        }

        return value;
    }

    private static JsonObject Number(string type, Option option)
    {
        JsonObject number = new() { ["type"] = type };
        if (!double.IsInfinity(option.Minimum))
        {
            number[option.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = option.Minimum;
        }

        if (!double.IsInfinity(option.Maximum))
        {
            number["maximum"] = option.Maximum;
        }

        return number;
    }

    private static JsonNode? Default(Option option) => option.DefaultValue switch
    {
        int number when option.Type == OptionType.Integer => option.Allows(number) ? JsonValue.Create(number) : null,
        double number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        string { Length: > 0 } text => JsonValue.Create(text),
        Enum member => JsonValue.Create(Option.ToSnakeCase(member.ToString())),
        EquatableArray<int> { Count: > 0 } list => new JsonArray([.. list.Select(item => JsonValue.Create(item))]),
        EquatableArray<double> { Count: > 0 } list => new JsonArray([.. list.Select(item => JsonValue.Create(item))]),
        _ => null,
    };

    private static JsonObject List(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    private static JsonObject Text(string description, string? pattern)
    {
        JsonObject text = new() { ["description"] = description, ["type"] = "string" };
        if (pattern is not null)
        {
            text["pattern"] = pattern;
        }

        return text;
    }
}
