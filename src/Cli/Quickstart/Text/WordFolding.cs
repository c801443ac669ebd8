using System.Buffers;

namespace Glissade.Cli.Quickstart;

/// <summary>Brings a word's common English endings together: "removes", "removed", "removing" and "remove" all become "remov".</summary>
internal static class WordFolding
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>Folds in place and returns the new length.</summary>
    /// <param name="word">A word in lower case.</param>
    public static int Fold(Span<char> word)
    {
        int length = WithoutPlural(word);
        length = WithoutSuffix(word[..length]);
        return length > 4 && word[length - 1] == 'e' ? length - 1 : length;
    }

    private static int WithoutPlural(Span<char> word)
    {
        if (word.Length <= 3 || word[^1] != 's' || word[^2] is 's' or 'u' or 'i')
            return word.Length;
        if (word.EndsWith("ies") && word.Length > 4)
        {
            word[^3] = 'y';
            return word.Length - 2;
        }
        bool hisses = word.EndsWith("sses") || word.EndsWith("xes") || word.EndsWith("ches") || word.EndsWith("shes");
        return word.Length - (hisses ? 2 : 1);
    }

    private static int WithoutSuffix(Span<char> word)
    {
        int suffix = word.EndsWith("ing") ? 3 : word.EndsWith("ed") && !word.EndsWith("eed") ? 2 : 0;
        int stem = word.Length - suffix;
        // "string" and "thing" have no vowel before the ending: it is no ending.
        if (suffix == 0 || stem < 3 || !word[..stem].ContainsAny(Vowels))
            return word.Length;
        bool doubled = stem > 3 && word[stem - 1] == word[stem - 2] && word[stem - 1] is not ('s' or 'l' or 'e');
        return doubled ? stem - 1 : stem;
    }
}
