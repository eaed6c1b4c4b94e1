using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;

namespace I2MoE.Dsl.Specification.Tests.Derived;

/// <summary>Writes schemas/i2moe.schema.json (draft-07) from the option catalogue.</summary>
internal static class SchemaWriter
{
    private const string Identifier = "^[A-Za-z][A-Za-z0-9_]*$";
    private const string DottedName = @"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$";

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "I2MoE experiment",
            ["description"] = "An experiment of I2MoE.Dsl (*.i2moe.yaml). Derived from the option catalogue: change it there and run the tests with I2MOE_ACCEPT=1.",
            ["type"] = "object",
            ["properties"] = Properties(),
            ["additionalProperties"] = false,
            ["anyOf"] = new JsonArray(
                Complete(),
                new JsonObject { ["required"] = new JsonArray("name", "extends") }),
        };
        return schema.ToJsonString(s_format) + "\n";
    }

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
            },
        };
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
        ["training"] = Component(TrainingOptions.Definition),
        ["data"] = new JsonObject { ["description"] = "Where the data comes from.", ["type"] = "object" },
    };

    private static JsonObject Modalities()
    {
        JsonObject modality = Component(ModalityOptions.Definition);
        modality["description"] = "An input modality: features or shape, and its encoder.";
        modality["properties"]!["encoder"] = Kinds("What turns the modality into an embedding.", OptionCatalogue.Encoders);
        return new JsonObject
        {
            ["description"] = "The input modalities by their names; heart_rate becomes the property HeartRate.",
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = Identifier },
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
            properties[option.YamlName] = Value(option);
        }

        return new JsonObject
        {
            ["description"] = definition.Summary,
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Value(Option option)
    {
        JsonObject value = new() { ["description"] = $"{option.Summary} Default: {OptionText.Default(option)}. Allowed: {OptionText.Allowed(option)}." };
        JsonObject type = option.Type switch
        {
            OptionType.Integer => Number("integer", option),
            OptionType.Number => Number("number", option),
            OptionType.Flag => new JsonObject { ["type"] = "boolean" },
            OptionType.Choice => new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(option.EnumType!).Select(name => JsonValue.Create(Option.ToSnakeCase(name)))]) },
            OptionType.IntegerList => List(Number("integer", option)),
            OptionType.NumberList => List(Number("number", option)),
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
