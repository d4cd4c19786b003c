package io.github.idempotency.autoconfigure.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/** Every method and field our jars use of Spring and of the libraries around it is there on Spring Boot 3.5. */
class LinkageTests {

    private static final Pattern FOREIGN =
            Pattern.compile("(org/springframework|io/micrometer|io/lettuce|jakarta/servlet)/.*");

    /** Only there on Spring Boot 4, or not part of this test; classes that use them are behind conditions. */
    private static final Pattern ABSENT =
            Pattern.compile("org\\.springframework\\.boot\\.health\\..*|io\\.micrometer\\.tracing\\..*");

    @Test
    void everythingThatIsCalledIsThere() throws IOException {
        Set<String> used = new TreeSet<>();
        Resource[] classes =
                new PathMatchingResourcePatternResolver().getResources("classpath*:io/github/idempotency/**/*.class");
        for (Resource resource : classes) {
            try (InputStream in = resource.getInputStream()) {
                new ClassReader(in).accept(new Uses(used), 0);
            }
        }
        assertThat(classes).hasSizeGreaterThan(300);
        assertThat(used).hasSizeGreaterThan(300);
        assertThat(used.stream().map(LinkageTests::problem).filter(problem -> !problem.isEmpty()))
                .isEmpty();
    }

    /** @param use owner, name and descriptor of a method or a field, separated by spaces */
    private static String problem(String use) {
        String[] parts = use.split(" ", -1);
        String owner = parts[0].replace('/', '.');
        ClassLoader loader = LinkageTests.class.getClassLoader();
        if (!ClassUtils.isPresent(owner, loader)) {
            return ABSENT.matcher(owner).matches() ? "" : "no class " + owner;
        }
        Class<?> type = ClassUtils.resolveClassName(owner, loader);
        return members(type).contains(parts[1] + parts[2]) ? "" : "no member " + use;
    }

    private static Set<String> members(@Nullable Class<?> type) {
        Set<String> members = new TreeSet<>();
        if (type == null) {
            return members;
        }
        for (Method method : type.getDeclaredMethods()) {
            members.add(method.getName() + Type.getMethodDescriptor(method));
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            members.add("<init>" + Type.getConstructorDescriptor(constructor));
        }
        for (Field field : type.getDeclaredFields()) {
            members.add(field.getName() + Type.getDescriptor(field.getType()));
        }
        Stream.of(type.getInterfaces()).forEach(each -> members.addAll(members(each)));
        members.addAll(members(type.isInterface() ? Object.class : type.getSuperclass()));
        return members;
    }

    private static final class Uses extends ClassVisitor {

        private final Set<String> used;

        private Uses(Set<String> used) {
            super(Opcodes.ASM9);
            this.used = used;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String descriptor, boolean isInterface) {
                    add(owner, name, descriptor);
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String name, String descriptor, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle reference) {
                            add(reference.getOwner(), reference.getName(), reference.getDesc());
                        }
                    }
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                    add(owner, name, descriptor);
                }
            };
        }

        private void add(String owner, String name, String descriptor) {
            if (FOREIGN.matcher(owner).matches()) {
                used.add(owner + " " + name + " " + descriptor);
            }
        }
    }
}
