namespace I2MoE.Dsl.Specification.Yaml;

/// <summary>Finds tabs at the beginning of lines, of which the messages of a YAML reader say something else.</summary>
internal static class YamlTabs
{
    /// <summary>The first tab in the indentation of a line up to <paramref name="lastLine"/>; null where there is none.</summary>
    public static YamlPlace? Find(string file, string text, int lastLine)
    {
        int start = 0;
        for (int line = 1; line <= lastLine && start < text.Length; line++)
        {
            int content = start;
            while (content < text.Length && text[content] == ' ')
            {
                content++;
            }

            if (content < text.Length && text[content] == '\t')
            {
                return new YamlPlace(file, line, content - start + 1, content, Length: 1);
            }

            int end = text.IndexOf('\n', content);
            start = end < 0 ? text.Length : end + 1;
        }

        return null;
    }
}
