using System.Reflection.Metadata;

namespace I2MoE.Dsl.Testing.Architecture;

/// <summary>The outermost type that something belongs to.</summary>
internal readonly record struct TypeName(string Namespace, string Name)
{
    public static TypeName Of(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = reader.GetTypeDefinition(type.GetDeclaringType());
        }

        return new TypeName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public static TypeName Of(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        }

        return new TypeName(reader.GetString(type.Namespace), reader.GetString(type.Name));
    }

    public override string ToString() => $"{Namespace}.{Name}";
}
